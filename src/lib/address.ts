/**
 * What is wrong with a URL that secrets may be sent to or a browser shown, as the end of a sentence; undefined when
 * nothing is. Only https, or plain http to this machine (RFC 8252, section 8.3).
 */
export function wrongAddress(text: unknown, {fragment = false}: {fragment?: boolean} = {}): string | undefined {
  if (typeof text !== 'string' || text === '') return 'is not a URL'
  if (unprintable.test(text)) return 'must not contain spaces, backslashes or control characters'
  const url = URL.parse(text)
  if (!url) return 'is not a URL'
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://'
  if (/^[a-z]+:\/\/[^/?#]*@/i.test(text)) return 'must not contain a user name or password'
  if (!fragment && text.includes('#')) return 'must not contain a fragment (#…)'
  if (url.protocol === 'http:' && !isLoopback(text))
    return 'must begin with https:// (plain http is for 127.0.0.1, [::1] and localhost only)'
  return undefined
}

/** Whether what was named is meant as an address and no file; one of a scheme that is not spoken here too. */
export function isAddress(named: string): boolean {
  return /^(https?:|[a-z][a-z0-9+.-]+:\/\/)/i.test(named)
}

/**
 * Whether a URL is plain http to this machine: 127.0.0.0/8, ::1 or localhost. Judged as it is written: URL parsers turn
 * `0x7f.1` into 127.0.0.1 and `a@b` into a user name, a reader does not.
 */
export function isLoopback(url: string): boolean {
  return (
    /^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?(?:[/?#]|$)/i.test(url) &&
    !unprintable.test(url) &&
    URL.parse(url) !== null
  )
}

/** Whether a URL’s host, however it is written, can only be this machine (RFC 6761, 6.3; RFC 1122, 3.2.1.3). */
export function leadsToLoopback({hostname}: {hostname: string}): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(hostname)
}

const unprintable = /[\u0000-\u0020\u007f\\]/
