// SPDX-License-Identifier: GPL-2.0-only
//
// Answers GET over SPDY with an independent implementation.
//
//   node spdy-transport-server.js [--port 0] [--size 100000] [--max-conns N]
//                                 [--spdy 2|3|3.1] [--tls --cert PEM --key PEM]
//
// Prints "LISTENING ip:port", then per request "REQUEST method path names". The body is the
// octets 0, 1, ... 250, 0, 1, ... of the given size; "BODY sha256=HEX" says its hash. Exits with 0
// after --max-conns connections, 2 for wrong options.
'use strict'

const crypto = require('crypto')
const fs = require('fs')
const net = require('net')
const tls = require('tls')
const { parseArgs } = require('util')
const transport = require('spdy-transport')

function readOptions () {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '0' },
        size: { type: 'string', default: '100000' },
        spdy: { type: 'string', default: '3.1' },
        'max-conns': { type: 'string' },
        tls: { type: 'boolean', default: false },
        cert: { type: 'string' },
        key: { type: 'string' }
      }
    })
    if (values.tls && !(values.cert && values.key)) throw new Error('--tls needs --cert and --key')
    return values
  } catch (error) {
    console.error(error.message)
    process.exit(2)
  }
}

const options = readOptions()
const token = 'spdy/' + options.spdy
const body = Buffer.alloc(Number(options.size))
for (let i = 0; i < body.length; ++i) body[i] = i % 251

let connectionsLeft = options['max-conns'] ? Number(options['max-conns']) : Infinity

function onConnection (socket) {
  if (options.tls && socket.alpnProtocol !== token) {
    console.log('ERROR ALPN chose ' + socket.alpnProtocol)
    socket.destroy()
    return
  }
  socket.on('error', (error) => console.log('ERROR ' + error.message))
  socket.on('close', () => {
    console.log('CLOSED')
    if (--connectionsLeft <= 0) process.exit(0)
  })
  const connection = transport.connection.create(socket, { protocol: 'spdy', isServer: true })
  connection.on('error', (error) => console.log('ERROR ' + error.message))
  connection.start(Number(options.spdy))
  connection.on('stream', (stream) => {
    console.log('REQUEST ' + stream.method + ' ' + stream.path + ' ' +
                Object.keys(stream.headers).sort().join(','))
    stream.on('error', (error) => console.log('ERROR ' + error.message))
    stream.respond(200, {
      'content-length': String(body.length),
      'content-type': 'application/octet-stream'
    })
    stream.end(body)
    stream.resume()
  })
}

const server = options.tls
  ? tls.createServer({
    cert: fs.readFileSync(options.cert),
    key: fs.readFileSync(options.key),
    ALPNProtocols: [token]
  }, onConnection)
  : net.createServer(onConnection)
server.on('tlsClientError', (error) => console.log('ERROR ' + error.message))
server.listen(Number(options.port), '127.0.0.1', () => {
  const { address, port } = server.address()
  console.log('LISTENING ' + address + ':' + port)
  console.log('BODY sha256=' + crypto.createHash('sha256').update(body).digest('hex'))
})
