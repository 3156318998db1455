# SPDX-License-Identifier: GPL-2.0-only
#
# ./tls-spdy sweep: runs the cells of a campaign file side by side and puts their rows together.
# Sourced by tls-spdy, whose functions and variables it uses. doc/campaigns.rst tells the rest.

# The lines of a campaign file: sets program, out, and for each option its name, value and line.
read_campaign() { # FILE
  local line number=0 name value
  program='' out='' names=() values=() lines=()
  [[ -f $1 && -r $1 ]] || fail "there is no campaign file $1 that can be read."
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    line=${line%$'\r'}
    read -r name value <<<"$line"
    [[ -n $name && $name != \#* ]] || continue
    [ -n "$value" ] || fail "$1:$number: \"$name\" has no value; a line is an option and its value."
    [[ $name =~ ^[A-Za-z][A-Za-z0-9]*$ ]] ||
      fail "$1:$number: \"$name\" is no name of an option; it goes without dashes."
    [[ " program ${names[*]} " != *" $name "* || ( $name = program && -z $program ) ]] ||
      fail "$1:$number: \"$name\" was given before; a list has commas between its values."
    value=$(sed 's/ *, */,/g' <<<"$value")
    case $name in
      program) program=$value program_line=$number ;;
      *) names+=("$name") values+=("$value") lines+=("$number") ;;
    esac
  done <"$1"
  [ -n "$program" ] || fail "$1: no line says which program runs, such as: program handshake-latency"
}

# The programs that can be taken apart into cells.
sweeping_programs() {
  local source
  for source in examples/*.cc; do
    [ ! -x "$build/bin/$(basename "$source" .cc)" ] ||
      ! "$build/bin/$(basename "$source" .cc)" --PrintHelp | grep -q '^ *--fromCells:' ||
      basename "$source" .cc
  done
}

# Holds the options against those of the program; sets options and cells, the number of cells.
check_campaign() { # FILE
  local i known sentence
  known=" $("$build/bin/$program" --PrintHelp |
    sed -n '/^Program Options/,/^General Arguments/s/^ *--\([A-Za-z0-9]*\):.*/\1/p' | tr '\n' ' ')"
  [[ $known = *" fromCells "* ]] ||
    fail "$1:$program_line: $program does not sweep; these do: $(sweeping_programs | tr '\n' ' ')"
  options=()
  for i in "${!names[@]}"; do
    case ${names[i]} in
      out) out=${values[i]}; continue ;;
      cell | fromCells | only)
        fail "$1:${lines[i]}: \"${names[i]}\" is for single runs, not for a campaign." ;;
    esac
    [[ $known = *" ${names[i]} "* ]] ||
      fail "$1:${lines[i]}: $program has no option \"${names[i]}\"; it has:${known% }"
    options+=("--${names[i]}=${values[i]}")
  done
  if ! sentence=$("$build/bin/$program" "${options[@]}" --cell=list 2>&1); then
    for i in "${!names[@]}"; do
      [[ $sentence != *": --${names[i]} was "* ]] || fail "$1:${lines[i]}: ${sentence#*: }"
    done
    fail "$1: ${sentence#*: }"
  fi
  cells=$(($(wc -l <<<"$sentence") - 1))
}

# A script that runs one cell; it also says what the campaign is, so that no other one gets mixed in.
write_cell_script() { # PATH
  local value
  cat >"$1" <<END
#!/bin/sh
# Runs one cell of a campaign, unless it is there: run-cell NUMBER. Written by ./tls-spdy sweep for
$(sha256sum "$build/bin/$program" "$build/lib/libtls-spdy.so" | sed 's/^/# /')
$(for value in "${values[@]}"; do
    [ ! -f "$value" ] || sha256sum "$value" | sed 's/^/# /'
  done)
cell=$(printf %q "$out/cells")/\$1
[ ! -d "\$cell" ] || exit 0
cd $(printf %q "$PWD") && mkdir -p "\${cell%/*}" && part=\$(mktemp -d "\$cell.XXXXXX") || exit 1
if $(printf '%q ' "$build/bin/$program" "${options[@]}")"--cell=\$1" "--out=\$part" >/dev/null; then
  # A cell has its name once it is complete. Another process may have been quicker.
  chmod 755 "\$part"
  mv -T "\$part" "\$cell" 2>/dev/null || [ -d "\$cell" ]
else
  rm -rf "\$part"
  exit 1
fi
END
  chmod 755 "$1"
}

# A Slurm job array of the same cells.
write_slurm_script() { # PATH
  local tasks=$((cells < 1000 ? cells : 1000)) # Slurm takes 1,000 unless it is told otherwise
  cat >"$1" <<END
#!/bin/sh
#SBATCH --job-name=$(basename "$out")
#SBATCH --array=1-$tasks
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --output=$out/slurm-%a.log
# The cells of a campaign as a Slurm job array. Written by ./tls-spdy sweep --slurm.
status=0
cell=\$SLURM_ARRAY_TASK_ID
while [ "\$cell" -le $cells ]; do
  $(printf %q "$out/run-cell") "\$cell" || status=1
  cell=\$((cell + $tasks))
done
exit \$status
END
}

# Keeps of parallel's job log what is true: jobs that went well and whose cell is there.
mend_job_log() { # LOG
  local line fields
  [ -f "$1" ] || return 0
  while IFS= read -r line; do
    IFS=$'\t' read -r -a fields <<<"$line"
    [[ ${fields[0]} != Seq && ( ${#fields[@]} -lt 9 || ${fields[6]} != 0 || ${fields[7]} != 0 ||
      ! -d $out/cells/${fields[0]} ) ]] || printf '%s\n' "$line"
  done <"$1" >"$1.mended"
  mv "$1.mended" "$1"
}

run_cells() { # FILE PARALLEL_OPTION...
  local file=$1 status=0 more=() missing=0 cell
  shift
  type parallel >/dev/null 2>&1 || fail "GNU parallel is needed for this; Debian's package is parallel."
  [ -z "${TLS_SPDY_JOBS:-}" ] || more+=(--jobs "$TLS_SPDY_JOBS")
  ! [ -t 2 ] || more+=(--bar)
  # Other hosts get the script and give back the cell.
  [[ " $* " != *" -S"* && " $* " != *" --ssh"* && " $* " != *" --slf "* ]] ||
    more+=(--basefile "$out/run-cell" --return "$out/cells/{}")
  mend_job_log "$out/jobs.log"
  trap : INT TERM
  seq "$cells" | parallel --will-cite --joblog "$out/jobs.log" --resume "${more[@]}" "$@" \
    "$(printf %q "$out/run-cell")" {} || status=$?
  trap - INT TERM
  for ((cell = 1; cell <= cells; cell++)); do
    [ -d "$out/cells/$cell" ] || missing=$((missing + 1))
  done
  [ $missing -eq 0 ] || fail "$missing of $cells cells are not there yet (parallel ended with" \
    "status $status). ./tls-spdy sweep $file goes on with them."
}

run_sweep() { # FILE [--slurm | PARALLEL_OPTION...]
  local file=$1
  shift
  read_campaign "$file"
  [ -f "examples/$program.cc" ] ||
    fail "$file:$program_line: there is no program $program; there are: $(programs)"
  install_packages "${run_packages[@]}" parallel
  build_targets "$program"
  check_campaign "$file"
  [ -n "$out" ] || { out=$(basename "$file") && out=results/${out%.*}; }
  out=$(realpath -m "$out")
  mkdir -p "$out/cells" 2>/dev/null || fail "the folder $out cannot be made and written to."
  write_cell_script "$out/run-cell.new"
  if [ -f "$out/run-cell" ] && ! cmp -s "$out/run-cell.new" "$out/run-cell"; then
    rm "$out/run-cell.new"
    fail "$out holds another campaign, or one of another build of $program." \
      "Remove it, or name another folder in $file: out FOLDER"
  fi
  mv "$out/run-cell.new" "$out/run-cell"
  if [ "${1:-}" = --slurm ]; then
    write_slurm_script "$out/sweep.sbatch"
    say "$cells cells. Submit them with: sbatch $out/sweep.sbatch" \
      "When all have run, ./tls-spdy sweep $file puts their rows together."
    return
  fi
  say "$cells cells of $program; their rows and the job log are in $out"
  run_cells "$file" "$@"
  "$build/bin/$program" "${options[@]}" --fromCells="$out/cells" --out="$out"
  # What killed processes left behind.
  find "$out/cells" -maxdepth 1 -name '*.??????' -exec rm -rf {} +
}
