// SPDX-License-Identifier: GPL-2.0-only
//
// One GET over SPDY from an independent implementation.
//
//   node spdy-transport-client.js --port PORT [--host 127.0.0.1] [--path /]
//                                 [--spdy 2|3|3.1] [--tls --ca FILE [--servername NAME]]
//
// Prints one line "status=200 length=N sha256=HEX header-names=a,b" and exits with 0 for a whole
// reply of status 200, 1 for anything else, 2 for wrong options, 3 after 10 s.
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
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string' },
        path: { type: 'string', default: '/' },
        spdy: { type: 'string', default: '3.1' },
        tls: { type: 'boolean', default: false },
        ca: { type: 'string' },
        servername: { type: 'string', default: 'localhost' },
        'timeout-ms': { type: 'string', default: '10000' }
      }
    })
    if (!values.port) throw new Error('--port is needed')
    return values
  } catch (error) {
    console.error(error.message)
    process.exit(2)
  }
}

function fail (error) {
  console.error('FAIL ' + (error.message || error))
  process.exit(1)
}

const options = readOptions()
const token = 'spdy/' + options.spdy

setTimeout(() => {
  console.error('FAIL nothing after ' + options['timeout-ms'] + ' ms')
  process.exit(3)
}, Number(options['timeout-ms'])).unref()

let isDone = false

function talk (socket) {
  socket.on('close', () => { if (!isDone) fail('the connection closed before the reply ended') })
  const connection = transport.connection.create(socket, { protocol: 'spdy', isServer: false })
  connection.on('error', fail)
  connection.start(Number(options.spdy))

  connection.request({
    method: 'GET',
    host: options.servername,
    path: options.path,
    headers: { 'user-agent': 'spdy-transport', accept: '*/*' }
  }, (error, stream) => {
    if (error) fail(error)
    stream.on('error', fail)
    stream.on('response', (status, headers) => {
      const hash = crypto.createHash('sha256')
      let length = 0
      stream.on('data', (chunk) => {
        hash.update(chunk)
        length += chunk.length
      })
      stream.on('end', () => {
        isDone = true
        console.log('status=' + status + ' length=' + length + ' sha256=' + hash.digest('hex') +
                    ' header-names=' + Object.keys(headers).sort().join(','))
        connection.end(() => process.exit(Number(status) === 200 ? 0 : 1))
        setTimeout(() => process.exit(Number(status) === 200 ? 0 : 1), 500)
      })
    })
    stream.end()
  })
}

const address = { host: options.host, port: Number(options.port) }
if (options.tls) {
  const socket = tls.connect({
    ...address,
    ca: options.ca && fs.readFileSync(options.ca),
    servername: options.servername,
    ALPNProtocols: [token]
  }, () => {
    if (socket.alpnProtocol !== token) fail('ALPN chose ' + socket.alpnProtocol)
    talk(socket)
  })
  socket.on('error', fail)
} else {
  const socket = net.connect(address, () => talk(socket))
  socket.on('error', fail)
}
