#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# tls-endpoint serves files over HTTP/1.1 to curl and fetches files from Node.js, each on TCP alone and
# over TLS: large and empty files, in chunks, HEAD, a missing file, many requests on one connection.
# usage: check-http.sh BUILD_FOLDER

. "$(dirname "${BASH_SOURCE[0]}")/check-common.bash"
need openssl curl node
"$here/make-certificates.sh" certificates
pem=$work/certificates
mkdir -p root/below
head -c 5000000 /dev/urandom >root/large
head -c 70000 /dev/urandom >root/below/file.txt
: >root/empty
echo '<title>index</title>' >root/index.html

# What curl is told about the server, by kind of transport.
declare -A origin=() curl_options=()

fetch() { # KIND OPTION...
  local kind=$1
  shift
  # shellcheck disable=SC2086 # a list of options
  curl --silent --show-error --max-time 20 ${curl_options[$kind]} "$@"
}

downloads() { # KIND FILE
  fetch "$1" --fail --output got "${origin[$1]}/$2" && cmp "root/$2" got
}

shows_index() { # KIND
  fetch "$1" --fail --output got "${origin[$1]}/?query=ignored" && cmp root/index.html got
}

# The length and no content.
answers_head() { # KIND
  fetch "$1" --fail --head --output head "${origin[$1]}/below/file.txt" || return 1
  cat head
  grep -q '^Content-Length: 70000' head && grep -q '^Content-Type: text/plain' head
}

has_status() { # KIND STATUS OPTION...
  local kind=$1 wanted=$2 status
  shift 2
  status=$(fetch "$kind" --output got --write-out '%{http_code}' "$@")
  echo "status $status"
  [ "$status" = "$wanted" ]
}

# Twenty on one connection, HEAD and a missing file among them, which the others survive.
keeps_connection() { # KIND
  local urls=() i used
  for ((i = 0; i < 20; i++)); do
    urls+=(--output "got$i" "${origin[$1]}/below/file.txt")
  done
  urls[4 * 3 + 2]=${origin[$1]}/missing
  used=$(fetch "$1" --write-out '%{num_connects} ' "${urls[@]}") || return 1
  echo "connections made: $used"
  [ "${used// /}" = 10000000000000000000 ] && cmp root/below/file.txt got19
}

closes_when_asked() { # KIND
  fetch "$1" --fail --include --header 'Connection: close' --output got "${origin[$1]}/empty" &&
    grep -qi '^connection: close' got
}

# Without ALPN, where curl would offer http/1.0, which the server lacks.
speaks_http_1_0() { # KIND
  fetch "$1" --fail --http1.0 --no-alpn --output got "${origin[$1]}/large" && cmp root/large got
}

uploads() { # KIND OPTION...
  local kind=$1
  shift
  fetch "$kind" --fail --data-binary @root/large --output got "$@" "${origin[$kind]}/" &&
    cmp root/large got
}

start_endpoint plain --plain --alpn http/1.1 --root root
origin[TCP]=http://127.0.0.1:$port
curl_options[TCP]=--http1.1
start_endpoint secure --cert "$pem/chain.pem" --key "$pem/server.key" --root root --alpn http/1.1
origin[TLS]=https://www.example.com:$port
curl_options[TLS]="--http1.1 --cacert $pem/root.pem --resolve www.example.com:$port:127.0.0.1"
for kind in TCP TLS; do
  for file in large empty below/file.txt; do
    check "curl downloads ${file##*/} over $kind" downloads $kind $file
  done
  check "curl gets the index of a folder over $kind" shows_index $kind
  check "curl asks for a head alone over $kind" answers_head $kind
  check "curl hears of a missing file over $kind" has_status $kind 404 "${origin[$kind]}/missing"
  check "curl does not leave the root over $kind" \
    has_status $kind 403 --path-as-is "${origin[$kind]}/../certificates/server.key"
  check "curl hears that a method is not known over $kind" \
    has_status $kind 405 --request DELETE "${origin[$kind]}/empty"
  check "curl asks twenty times on one connection over $kind" keeps_connection $kind
  check "curl has the connection closed over $kind" closes_when_asked $kind
  check "curl speaks HTTP/1.0 over $kind" speaks_http_1_0 $kind
  check "curl uploads by length over $kind" uploads $kind
  check "curl uploads in chunks over $kind" uploads $kind --header 'Transfer-Encoding: chunked'
done

# A server that sends what its path says: by length, in chunks, until it closes, a status, after 100
# Continue.
cat >server.js <<'END'
const fs = require('fs');
const [key, cert] = process.argv.slice(2);
const body = fs.readFileSync('root/large');
const answer = (request, reply) => {
  if (request.url === '/length') {
    reply.setHeader('Content-Length', body.length);
    reply.end(body);
  } else if (request.url === '/chunks') {
    reply.writeContinue();
    for (let i = 0; i < body.length; i += 77777)
      reply.write(body.subarray(i, i + 77777));
    reply.addTrailers({ 'X-Last': 'trailer' });
    reply.end();
  } else if (request.url === '/close') {
    reply.shouldKeepAlive = false;
    reply.useChunkedEncodingByDefault = false;
    reply.removeHeader('Transfer-Encoding');
    reply.end(body);
  } else if (request.url === '/cut') {
    reply.setHeader('Content-Length', body.length);
    reply.write(body.subarray(0, 1000), () => request.socket.destroy());
  } else {
    reply.writeHead(404);
    reply.end('missing');
  }
};
const server = key ? require('https').createServer(
  { key: fs.readFileSync(key), cert: fs.readFileSync(cert) }, answer)
  : require('http').createServer(answer);
server.listen(0, '127.0.0.1', () => console.log(`LISTENING 127.0.0.1:${server.address().port}`));
END

fetches() { # PATH REQUESTS
  local i
  rm -rf bodies
  run_endpoint client "${options[@]}" --get "$1" --requests "$2" --out bodies
  cat client.log.err
  [ $status -eq 0 ] && reports client.json error=null || return 1
  for ((i = 1; i <= $2; i++)); do
    cmp root/large "bodies/body-$i" || return 1
  done
}

tells_status() { # PATH STATUS
  run_endpoint client "${options[@]}" --get "$1"
  cat client.log.err
  grep -q "HTTP status $2" client.log.err
}

notices_cut() {
  run_endpoint client "${options[@]}" --get /cut
  cat client.log.err
  [ $status -eq 1 ] && [ "$(member client.json error)" != null ]
}

for kind in TCP TLS; do
  if [ $kind = TCP ]; then
    start node.log node server.js
    options=(--plain --alpn http/1.1)
  else
    start node.log node server.js "$pem/server.key" "$pem/chain.pem"
    options=(--ca "$pem/root.pem" --sni www.example.com --alpn http/1.1)
  fi
  await node.log '^LISTENING \(.*\)$'
  address=$found
  check "Node.js sends by length over $kind, three times on one connection" fetches /length 3
  check "Node.js sends in chunks over $kind, three times on one connection" fetches /chunks 3
  check "Node.js sends until it closes over $kind" fetches /close 1
  check "Node.js has no such file over $kind" tells_status /missing 404
  check "a body that Node.js cuts off over $kind is a failure" notices_cut
done

conclude
