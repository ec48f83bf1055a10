import type {Fetch} from '../world/world.ts'

/** Puts the client's proof of itself into a body anew. */
type Resign = (body: URLSearchParams, headers: Headers) => unknown

/**
 * A fetch that makes a new assertion when a request is sent once more: each is good for one use (RFC 7523, section 3,
 * `jti`), and a server that was too busy to answer may have looked at it.
 */
export function withFreshAssertions(fetch: Fetch, resign: Resign): Fetch {
  const sent = new WeakSet<URLSearchParams>()
  return async (input, init = {}) => {
    const {body} = init
    if (!(body instanceof URLSearchParams) || !body.has('client_assertion')) return fetch(input, init)
    const headers = new Headers(init.headers)
    if (sent.has(body)) await resign(body, headers)
    sent.add(body)
    return fetch(input, {...init, headers})
  }
}
