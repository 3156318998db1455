#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# tshark reads the packets that tls-spdy-session wrote, in every version and with every way to exchange
# keys: with the key log everything is there and well formed, without it nothing after encryption starts.
# usage: check-tshark.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/check-common.bash"
need tshark

# NPN happens under encryption, so that tshark has to be told what the port speaks.
spdy_port=(-d 'tcp.port==443,tls' -d 'tls.port==443,spdy')

count() { # FILE PATTERN
  grep -cE "$2" "$1"
}

# True when a pattern is in a dissection so many times.
has() { # FILE NUMBER|+ PATTERN
  local number
  number=$(count "$1" "$3")
  [ "$2" = + ] && [ "$number" -gt 0 ] && return 0
  [ "$2" = "$number" ] && return 0
  echo "\"$3\": $number times, not $2"
  return 1
}

play() { # NAME OPTION...
  local name=$1
  shift
  timeout 50 "$programs/tls-spdy-session" --out="$work/$name" "$@" >"$name.out" 2>&1 && return 0
  tail -n 20 "$name.out"
  return 1
}

# The whole session in clear: every record decrypted, no complaint of any dissector.
shows_all() { # NAME SIDE NEGOTIATION
  local text=$1-$2.text debug=$1-$2.debug records frame good=0
  local capture=$1/session-$2.pcap
  local options=(-o tls.keylog_file:"$1/session.keylog" -o tcp.reassemble_out_of_order:TRUE)
  [ "$3" = alpn ] || options+=("${spdy_port[@]}")
  tshark -r "$capture" "${options[@]}" -o tls.debug_file:"$debug" -V >"$text" 2>/dev/null ||
    return 1
  has "$text" 0 'Malformed|[Mm]alformed|Expert Info \(Error' || good=1
  has "$text" 0 'Encrypted Handshake Message|Encrypted Alert' || good=1
  # Each record of application data, where it is listed and where tshark has decrypted it.
  records=$(count "$text" 'Record Layer: Application Data Protocol')
  [ "$records" -gt 0 ] && has "$debug" "$records" 'decrypted app data fragment' || good=1
  has "$debug" 0 'mac failed|auth tag mismatch' || good=1
  has "$text" 3 '^ *Certificate Length: [0-9]+$' || good=1
  has "$text" 2 'Handshake Type: Finished \(20\)' || good=1
  has "$text" 2 'Description: Close Notify \(0\)' || good=1
  [ "$3" = alpn ] || has "$text" 1 'Handshake Type: Encrypted Extensions \(67\)' || good=1
  [ "$3" = npn ] || has "$text" + 'ALPN Next Protocol: spdy/3.1' || good=1
  for frame in SETTINGS SYN_STREAM SYN_REPLY DATA WINDOW_UPDATE PING GOAWAY; do
    has "$text" + "^SPDY: $frame" || good=1
  done
  return $good
}

# An eavesdropper sees the handshake up to Change Cipher Spec and then only that something passes.
hides_all() { # NAME
  local text=$1.blind good=0
  tshark -r "$1/session-client.pcap" "${spdy_port[@]}" -V >"$text" 2>/dev/null || return 1
  has "$text" 3 '^ *Certificate Length: [0-9]+$' || good=1
  has "$text" + 'Encrypted Handshake Message' || good=1
  has "$text" + 'Encrypted Application Data' || good=1
  has "$text" 0 '^SPDY|^HyperText|Handshake Type: (Finished|Encrypted Extensions)|Close Notify' ||
    good=1
  return $good
}

number=0
while read -r suite negotiation group; do
  [ -n "$suite" ] || continue
  name=session-$((++number))
  title="$suite, $negotiation, ${group/-/RSA key exchange}"
  options=(--suite="$suite" --negotiation="$negotiation")
  [ "$group" = - ] || options+=(--group="$group")
  check "a session is played: $title" play $name "${options[@]}"
  check "with the key log tshark shows all of it: $title" shows_all $name client "$negotiation"
  check "without it nothing after encryption starts: $title" hides_all $name
done <<END
TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 npn secp256r1
TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 alpn x25519
TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA npn x25519
TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA alpn secp256r1
TLS_RSA_WITH_AES_128_CBC_SHA npn -
TLS_RSA_WITH_AES_128_CBC_SHA alpn -
END
check "the server's capture shows all of it, too" shows_all session-1 server npn
check "a lost packet does not hinder tshark" play lost --drop=s2c:3 --negotiation=alpn
check "the retransmission is decrypted, too" shows_all lost client alpn

# A session of any version and suite that fetches one object over HTTP: every record decrypted.
decrypts() { # NAME VERSION SUITE CONNECTIONS PATTERN
  local text=$1.text debug=$1.debug records good=0
  local ends=$((2 * $4))
  tshark -r "$1/session-client.pcap" -d 'tcp.port==443,tls' -d 'tls.port==443,http' \
    -o tls.keylog_file:"$1/session.keylog" -o tcp.reassemble_out_of_order:TRUE \
    -o tls.debug_file:"$debug" -V >"$text" 2>/dev/null || return 1
  has "$text" 0 '[Mm]alformed|Expert Info \(Error' || good=1
  has "$text" 0 'Encrypted Handshake Message|Encrypted Alert' || good=1
  records=$(count "$text" 'Record Layer: Application Data Protocol')
  [ "$records" -gt 0 ] && has "$debug" "$records" 'decrypted app data fragment' || good=1
  has "$debug" 0 'mac failed|auth tag mismatch' || good=1
  has "$text" "$4" "^    $2 Record Layer: Handshake Protocol: Server Hello$" || good=1
  has "$text" "$4" "^            Cipher Suite: $3 \(" || good=1
  # However many connections there are, one handshake is full.
  has "$text" 1 'Handshake Type: Server Hello Done' || good=1
  has "$text" $ends 'Handshake Type: Finished \(20\)' || good=1
  has "$text" $ends 'Description: Close Notify \(0\)' || good=1
  has "$text" $ends '^Hypertext Transfer Protocol$' || good=1
  [ -z "$5" ] || has "$text" + "$5" || good=1
  return $good
}

# As tshark calls the versions.
declare -A shown=([ssl3]=SSLv3 [tls1.0]=TLSv1 [tls1.1]=TLSv1.1 [tls1.2]=TLSv1.2)

# Each version, key exchange and kind of cipher; option, connections and what is to be seen of it.
while read -r version suite option connections pattern; do
  [ -n "$version" ] || continue
  name=session-$((++number))
  options=(--version="$version" --suite="$suite" --protocol=http/1.1)
  title="$suite, $version"
  [ -z "$option" ] || { options+=("$option") && title+=", ${option#--}"; }
  check "a session is played: $title" play $name "${options[@]}"
  check "with the key log tshark decrypts every record: $title" \
    decrypts $name "${shown[$version]}" "$suite" "${connections:-1}" "$pattern"
done <<END
ssl3 TLS_RSA_WITH_RC4_128_MD5
ssl3 TLS_RSA_WITH_AES_128_CBC_SHA --resume=id 2 Session.ID.Length:.32
ssl3 TLS_RSA_WITH_3DES_EDE_CBC_SHA --clientAuth=true 1 Certificate.Verify
ssl3 TLS_RSA_EXPORT_WITH_RC4_40_MD5
ssl3 TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5
ssl3 TLS_DHE_DSS_WITH_AES_128_CBC_SHA
ssl3 TLS_DH_anon_WITH_RC4_128_MD5
tls1.0 TLS_RSA_WITH_RC4_128_SHA --compression=true 1 Compression.Method:.DEFLATE
tls1.0 TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5
tls1.0 TLS_RSA_EXPORT_WITH_DES40_CBC_SHA
tls1.0 TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA
tls1.0 TLS_RSA_WITH_SEED_CBC_SHA
tls1.0 TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA --resume=ticket 2 New.Session.Ticket
tls1.0 TLS_ECDHE_ECDSA_WITH_RC4_128_SHA
tls1.0 TLS_DH_anon_WITH_AES_128_CBC_SHA
tls1.1 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA --resume=id 2 Session.ID.Length:.32
tls1.1 TLS_DHE_DSS_WITH_AES_128_CBC_SHA --clientAuth=true 1 Certificate.Verify
tls1.1 TLS_ECDH_RSA_WITH_RC4_128_SHA
tls1.1 TLS_DH_RSA_WITH_AES_128_CBC_SHA
tls1.2 TLS_RSA_WITH_AES_128_GCM_SHA256
tls1.2 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 --resume=id 2 Session.ID.Length:.32
tls1.2 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 --resume=ticket 2 New.Session.Ticket
tls1.2 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 --clientAuth=true 1 Certificate.Verify
tls1.2 TLS_DHE_RSA_WITH_AES_256_CBC_SHA256 --compression=true 1 Compression.Method:.DEFLATE
tls1.2 TLS_DHE_DSS_WITH_AES_128_GCM_SHA256
tls1.2 TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256
tls1.2 TLS_DH_DSS_WITH_AES_128_CBC_SHA256
tls1.2 TLS_ECDH_anon_WITH_AES_128_CBC_SHA
END

# TLS 1.3, where all but the hellos is under encryption, of the first octet on with early data.
decrypts13() { # NAME SUITE CONNECTIONS MESSAGE...
  local name=$1 suite=$2 connections=$3 text=$1.text debug=$1.debug records message good=0
  shift 3
  tshark -r "$name/session-client.pcap" -d 'tcp.port==443,tls' -o tls.keylog_file:"$name/session.keylog" \
    -o tcp.reassemble_out_of_order:TRUE -o tls.debug_file:"$debug" -V >"$text" 2>/dev/null || return 1
  has "$text" 0 '[Mm]alformed|Expert Info \(Error' || good=1
  records=$(count "$text" 'Record Layer: Application Data Protocol')
  [ "$records" -gt 0 ] && has "$debug" "$records" 'decrypted app data fragment' || good=1
  has "$debug" 0 'mac failed|auth tag mismatch' || good=1
  has "$text" "$connections" 'Record Layer: Handshake Protocol: Server Hello$' || good=1
  has "$text" + "^            Cipher Suite: $suite \(" || good=1
  has "$text" $((2 * connections)) 'Handshake Type: Finished \(20\)' || good=1
  has "$text" $((2 * connections)) 'Description: Close Notify \(0\)' || good=1
  has "$text" $((2 * connections)) '^Hypertext Transfer Protocol$' || good=1
  for message in "$@"; do
    has "$text" + "Handshake Type: ${message//_/ } \(" || good=1
  done
  return $good
}

while read -r suite connections options messages; do
  [ -n "$suite" ] || continue
  name=session-$((++number))
  title="$suite, tls1.3, $options"
  check "a session is played: $title" \
    play $name --version=tls1.3 --suite="$suite" --protocol=http/1.1 ${options//,/ }
  # shellcheck disable=SC2086 # words are messages
  check "with the key log tshark decrypts every record: $title" \
    decrypts13 $name "$suite" "$connections" $messages
done <<END
TLS_AES_128_GCM_SHA256 1 --group=x25519 Encrypted_Extensions Certificate_Verify
TLS_AES_256_GCM_SHA384 1 --retry=true,--group=secp384r1 Encrypted_Extensions
TLS_CHACHA20_POLY1305_SHA256 2 --resume=ticket New_Session_Ticket
TLS_AES_128_GCM_SHA256 2 --resume=ticket,--earlyData=true,--clientAuth=true End_of_Early_Data Certificate_Request
TLS_AES_128_CCM_SHA256 1 --auth=ed25519,--group=ffdhe2048 Certificate_Verify
END

conclude
