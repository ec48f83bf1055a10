import type {Came, Fetch, Sent, Trace} from '../world/world.ts'

/** Bytes of a body that are kept. */
const mostKept = 256 * 1024

/** The same fetch, with everything told to `trace`. Bodies are heard while whoever asked reads them, and no further. */
export function overheard(fetch: Fetch, trace: Trace): Fetch {
  return async (input, init = {}) => {
    const tell = trace.request(sentBy(input, init))
    try {
      return heard(await fetch(input, init), tell)
    } catch (failed) {
      tell({failed})
      throw failed
    }
  }
}

function sentBy(input: string | URL | Request, {method, headers: given, body}: RequestInit): Sent {
  const request = input instanceof Request ? input : undefined
  const headers = new Headers(given ?? request?.headers)
  if (body instanceof URLSearchParams && !headers.has('content-type'))
    headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8')
  return {
    method: (method ?? request?.method ?? 'GET').toUpperCase(),
    url: request?.url ?? String(input),
    headers,
    body: textOf(body),
  }
}

function textOf(body: RequestInit['body']): string {
  if (body === undefined || body === null) return ''
  if (typeof body === 'string' || body instanceof URLSearchParams) return String(body)
  if (body instanceof Uint8Array) return new TextDecoder().decode(body)
  return '(a stream)'
}

function heard(response: Response, tell: (outcome: Came | {readonly failed: unknown}) => void): Response {
  const {status, statusText, headers, body} = response
  const chunks: Uint8Array[] = []
  let size = 0
  let told = false
  const done = () => {
    if (told) return
    told = true
    tell({status, statusText, headers, body: Buffer.concat(chunks).toString('utf8'), size})
  }
  if (!body) {
    done()
    return response
  }
  const reader = body.getReader()
  const tapped = new ReadableStream<Uint8Array>(
    {
      pull: async controller => {
        const read = await reader.read().catch(failed => {
          if (!told) tell({failed})
          told = true
          throw failed
        })
        if (read.done) {
          done()
          return controller.close()
        }
        if (size < mostKept) chunks.push(read.value.subarray(0, mostKept - size))
        size += read.value.length
        controller.enqueue(read.value)
      },
      cancel: reason => {
        done()
        return reader.cancel(reason)
      },
    },
    {highWaterMark: 0},
  )
  const copy = new Response(tapped, {status, statusText, headers})
  return Object.defineProperty(copy, 'url', {value: response.url})
}
