#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A campaign as a Slurm job array: starts a cluster of one node, which is this host, submits the
# script that ./tls-spdy sweep --slurm wrote, and holds the files against those of one process.
# usage: sweep-slurm.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/../interop/check-common.bash"
PATH=$PATH:/usr/sbin:/sbin
need munged slurmctld slurmd sbatch squeue sinfo
root=$(cd "$here/../.." && pwd)
export TLS_SPDY_BUILD=$build

# Numbers of TCP ports that nobody listens on.
free_ports() { # NUMBER
  python3 -c "
import socket, sys
sockets = [socket.create_server(('127.0.0.1', 0)) for _ in range(int(sys.argv[1]))]
print(*[each.getsockname()[1] for each in sockets])" "$1"
}

# munge, the controller and the node, all as this user and below this folder.
start_cluster() {
  local controller node user
  read -r controller node < <(free_ports 2)
  user=$(id -un)
  mkdir -m 700 munge state spool
  head -c 128 /dev/urandom >munge/key
  chmod 600 munge/key
  cat >slurm.conf <<END
ClusterName=check
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$controller
SlurmdPort=$node
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CryptoType=crypto/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
MpiDefault=none
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES State=UP
END
  # Nothing here is held in control groups, which a container or a chroot may lack; without a plugin
  # named, slurmd looks for them and ends where it finds none.
  mkdir cgroup
  cat >cgroup.conf <<END
CgroupPlugin=cgroup/v1
CgroupMountpoint=$work/cgroup
END
  export SLURM_CONF=$work/slurm.conf
  start munged.log munged --foreground --force --key-file munge/key --socket "$work/munge/socket" \
    --pid-file munge/pid --log-file munge/log --seed-file munge/seed
  start slurmctld.log slurmctld -D
  start slurmd.log slurmd -D
  local i
  for ((i = 0; i < 300; i++)); do
    [ "$(sinfo --noheader --format=%T 2>/dev/null)" != idle ] || return 0
    sleep 0.1
  done
  tail -n 20 munged.log.err slurmctld.log.err slurmd.log.err munge/log
  return 1
}

wait_for_jobs() {
  local i
  for ((i = 0; i < 1200; i++)); do
    [ -n "$(squeue --noheader)" ] || return 0
    sleep 0.2
  done
  squeue
  return 1
}

printf '%s\n' 'program handshake-latency' 'kind tls12-ecdhe-rsa, tls12-rsa' 'rtt 10ms, 50ms' \
  'loss 0, 0.1' 'samples 20' "out $work/array" >array.txt
"$programs/handshake-latency" --kind=tls12-ecdhe-rsa,tls12-rsa --rtt=10ms,50ms --loss=0,0.1 \
  --samples=20 --out=one >/dev/null || exit 1

check "a cluster of one node starts" start_cluster
check "a campaign is written as a job array" "$root/tls-spdy" sweep array.txt --slurm
check "sbatch takes the script" sbatch array/sweep.sbatch
check "the jobs come to an end" wait_for_jobs
check "each cell is there" test "$(find array/cells -name latency.csv | wc -l)" -eq 8
check "their rows are put together" "$root/tls-spdy" sweep array.txt
check "the files are those of one process" \
  eval 'cmp one/latency.csv array/latency.csv && cmp one/summary.csv array/summary.csv'
conclude
