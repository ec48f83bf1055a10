import type {IncomingMessage, RequestListener, ServerResponse} from 'node:http'
import {setTimeout as wait} from 'node:timers/promises'
import type {Fault} from './faults.ts'
import {Problem} from './problem.ts'
import type {Stack} from './stack.ts'

/** One request under way. */
export interface Exchange {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly url: URL
  /** The request's body, read once and kept; at most 1 MiB. @throws Problem `PayloadTooLarge` beyond it. */
  body(): Promise<Buffer>
}

export interface Route {
  /** An exact path, or a pattern over the path. */
  readonly path: string | RegExp
  /** Methods it answers; all when absent. */
  readonly methods?: readonly string[]
  /** What faults call it; for the Cognito API each operation is a target of its own, taken by its dispatcher. */
  readonly target?: string
  readonly handle: (exchange: Exchange) => void | Promise<void>
}

/** Answers by the first route that matches, read top to bottom. Only names of this machine are accepted as Host. */
export function listener(stack: Stack, routes: readonly Route[]): RequestListener {
  return (req, res) => {
    answer(stack, routes, req, res).catch(error => {
      stack.log(`${req.method} ${req.url} failed: ${error?.stack ?? error}`)
      if (!res.headersSent) json(res, 500, {message: 'Internal server error'})
      else res.destroy()
    })
  }
}

async function answer(
  stack: Stack,
  routes: readonly Route[],
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  // Clients tell a wrong clock by this header: it must agree with the times in this stack's tokens.
  res.setHeader('date', new Date(stack.clock.now()).toUTCString())
  if (!ownHost(req.headers.host))
    return json(res, 421, {message: 'This stack answers to 127.0.0.1, ::1 and localhost.'})
  const url = new URL(req.url ?? '/', stack.origin)
  const route = routes.find(({path, methods}) => {
    const fits = typeof path === 'string' ? path === url.pathname : path.test(url.pathname)
    return fits && (methods === undefined || methods.includes(req.method ?? 'GET'))
  })
  if (!route) return json(res, 404, {message: `Nothing answers ${req.method} ${url.pathname} here.`})
  const exchange = {req, res, url, body: once(() => readBody(req))}
  await afflicted(route.target === undefined ? undefined : stack.faults.take(route.target), res, () =>
    route.handle(exchange),
  )
}

/** Lets an ordered fault happen around `carryOut`. Throttling is answered 429 here; protocols with words of their own take faults themselves. */
export async function afflicted(
  fault: Fault | undefined,
  res: ServerResponse,
  carryOut: () => void | Promise<void>,
): Promise<void> {
  switch (fault?.kind) {
    case undefined:
      return carryOut()
    case 'slow':
      await wait(fault.ms)
      return carryOut()
    case 'cut':
      if (fault.when === 'after') {
        // The work is done for real, and its answer goes nowhere.
        res.write = res.end = (() => res.destroy()) as never
        return carryOut()
      }
      res.destroy()
      return
    case 'html':
      res.writeHead(200, {'content-type': 'text/html'}).end('<html><body><h1>It works!</h1></body></html>')
      return
    case 'throttle':
      return json(res, 429, {message: 'Too many requests'}, {'retry-after': '1'})
    case 'error':
      return json(res, fault.status ?? 500, {message: 'Internal server error'})
  }
}

export function json(
  res: ServerResponse,
  status: number,
  document: unknown,
  headers: Record<string, string> = {},
): void {
  const body = JSON.stringify(document)
  res
    .writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'content-length': Buffer.byteLength(body),
      ...headers,
    })
    .end(body)
}

/** Other names that resolve to this machine are how a web page would reach in (DNS rebinding). */
export function ownHost(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host)
}

async function readBody(req: IncomingMessage, limit = 1024 * 1024): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    size += chunk.length
    if (size > limit) throw new Problem('PayloadTooLarge', `The request is larger than ${limit} bytes.`, 413)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
