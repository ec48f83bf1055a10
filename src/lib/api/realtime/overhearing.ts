import type {IncomingMessage} from 'node:http'
import type {WebSocket} from 'ws'
import type {Trace} from '../../world/world.ts'

/** Tells `trace` of the handshake and of every message that comes; what is sent is told to the function this gives back. */
export function overhearing(
  trace: Trace,
  socket: WebSocket,
  url: string,
  headers: Readonly<Record<string, string>>,
): (text: string) => void {
  const tell = trace.request({method: 'GET', url, headers: new Headers(headers), body: ''})
  const answered = ({statusCode: status = 0, statusMessage: statusText = '', headers}: IncomingMessage) => {
    const named = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
    tell({status, statusText, headers: new Headers(named), body: '', size: 0})
  }
  let known = false
  const once = (work: () => void) => {
    if (!known) work()
    known = true
  }
  socket.on('upgrade', response => once(() => answered(response)))
  socket.on('unexpected-response', (_request, response) => once(() => answered(response)))
  socket.on('error', failed => once(() => tell({failed})))
  socket.on('message', data => trace.message('came', url, String(data)))
  return text => trace.message('sent', url, text)
}
