import {Failure} from '../failure.ts'

// Judged as written: the URL parser takes 0x7f.1, 2130706433 and full-width digits for 127.0.0.1, a reader does not.
const loopbackHttp = /^http:\/\/(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d{1,5})?(?:[/?#]|$)/i

/** Whether `text` is plain http to this very machine: 127.0.0.0/8, ::1 or localhost, spelled out. */
export function isLoopbackHttp(text: string): boolean {
  return loopbackHttp.test(text) && URL.canParse(text)
}

/**
 * A URL that may be asked for keys, metadata or tokens: https, or http to loopback (RFC 8252, 8.3), without a user name
 * or a fragment. `what` names it in the message.
 * @throws Failure `usage`.
 */
export function secureUrl(text: unknown, what: string): URL {
  if (typeof text !== 'string' || !URL.canParse(text)) {
    throw new Failure('usage', `${what} is not a URL: ${shown(text)}.`)
  }
  const url = new URL(text)
  const secure = url.protocol === 'https:' || isLoopbackHttp(text)
  if (!secure) throw new Failure('usage', `${what} must be https, or http to this machine: ${shown(text)}.`)
  if (url.username || url.password) throw new Failure('usage', `${what} must not carry a user name or password.`)
  if (url.hash) throw new Failure('usage', `${what} must not carry a fragment: ${shown(text)}.`)
  return url
}

function shown(foreign: unknown): string {
  const text = typeof foreign === 'string' ? foreign : JSON.stringify(foreign)
  return text ? `“${text.replace(/\/\/[^/@]*@/, '//•••@').slice(0, 200)}”` : 'nothing'
}
