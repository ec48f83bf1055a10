import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {Socket} from 'node:net'
import {listenAtFirst} from './listening.ts'
import {pageHeaders, pageHtml, type ReceiverPage} from './receiver-page.ts'
import type {RedirectUri} from './redirect-uris.ts'

/** Waits on this machine for the browser to bring the answer back (RFC 8252, section 7.3). */
export interface Receiver {
  /** The redirect URI to send, byte for byte. */
  readonly redirectUri: string
  /** The first answer. Later ones are told that they are late. */
  readonly answer: Promise<Answer>
  /** Stops listening and drops whoever is still connected. */
  close(): void
}

export interface Answer {
  readonly parameters: URLSearchParams
  /** Shows the person how it went; resolves when the page is on its way. */
  reply(page: ReceiverPage): Promise<void>
}

/**
 * Opens the receiver at the first free one of `uris`. Only a GET of the exact path, addressed to this machine by one of
 * its own names, is an answer: anything else is refused and the wait goes on.
 *
 * @throws Failure `conflict` naming the ports when all are taken.
 */
export async function openReceiver(uris: readonly RedirectUri[]): Promise<Receiver> {
  const sockets = new Set<Socket>()
  let deliver: (answer: Answer) => void = () => {}
  const answer = new Promise<Answer>(resolve => {
    deliver = resolve
  })
  let taken = false
  let expected: Expected = {path: '', hosts: new Set()}

  function receive(req: IncomingMessage, res: ServerResponse): void {
    const refusal = refusalOf(req, expected)
    if (refusal) return void show(res, refusal)
    const parameters = new URLSearchParams(req.url?.split(/\?(.*)/s)[1] ?? '')
    if (!['code', 'error', 'response'].some(name => parameters.has(name))) return void show(res, nothingInIt)
    if (taken) return void show(res, late)
    taken = true
    deliver({parameters, reply: page => show(res, page)})
  }

  const {redirectUri, port, servers} = await listenAtFirst(uris, () =>
    createServer({requestTimeout: 10_000, headersTimeout: 10_000, keepAlive: false}, receive)
      .on('connection', socket => {
        sockets.add(socket)
        socket.once('close', () => sockets.delete(socket))
      })
      .on('clientError', (_error, socket) => {
        socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
      }),
  )
  expected = expectedAt(redirectUri, port)
  return {
    redirectUri,
    answer,
    close: () => {
      for (const server of servers) server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

const nothingInIt = {status: 400, title: 'Nothing to see here', words: 'This address waits for a sign-in to come back.'}
const late = {status: 409, title: 'Already answered', words: 'This sign-in was answered before. Look at the terminal.'}
const stranger = {status: 421, title: 'Wrong address', words: 'This address is for this machine only.'}
const unknown = {status: 404, title: 'Not found', words: 'There is nothing at this address.'}
const notGet = {status: 405, title: 'Not allowed', words: 'Only a browser coming back from a sign-in is answered.'}

/** Other names that resolve to this machine are how a web page would reach in (DNS rebinding). */
function refusalOf({url = '', method, headers}: IncomingMessage, {path, hosts}: Expected): ReceiverPage | undefined {
  if (!hosts.has(headers.host?.toLowerCase() ?? '')) return stranger
  if (url.split('?', 1)[0] !== path) return unknown
  return method === 'GET' ? undefined : notGet
}

interface Expected {
  readonly path: string
  readonly hosts: ReadonlySet<string>
}

function expectedAt(redirectUri: string, port: number): Expected {
  const {pathname, hostname} = new URL(redirectUri)
  const names = ['127.0.0.1', 'localhost', '[::1]', hostname]
  return {path: pathname, hosts: new Set(names.flatMap(name => [`${name}:${port}`, ...(port === 80 ? [name] : [])]))}
}

function show(res: ServerResponse, page: ReceiverPage): Promise<void> {
  return new Promise(resolve => {
    res.once('close', resolve).once('finish', resolve)
    const allow = page.status === 405 ? {allow: 'GET'} : {}
    res.writeHead(page.status, {...pageHeaders, ...allow}).end(pageHtml(page))
  })
}
