/**
 * Whether `url` is plain http to this machine, the one place where plain http may be spoken (RFC 8252, section 8.3).
 *
 * Looks at the text as it was written: URL parsers turn `0x7f.1` into 127.0.0.1 and `a@b` into a user name.
 */
export function isLoopback(url: string): boolean {
  return (
    /^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?(?:[/?#]|$)/i.test(url) &&
    !unprintable.test(url) &&
    URL.canParse(url)
  )
}

/** Why nothing may be sent to `url`, or a browser shown it; undefined when it is https, or http to this machine. */
export function objectionTo(url: unknown): string | undefined {
  if (typeof url !== 'string' || url === '') return 'is not a URL'
  if (unprintable.test(url) || !URL.canParse(url)) return 'is not an absolute URL'
  const {protocol, username, password} = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return 'is neither https nor http'
  if (username !== '' || password !== '') return 'carries a user name'
  if (protocol === 'http:' && !isLoopback(url)) return 'is plain http, which is spoken to this machine only'
  return undefined
}

const unprintable = /[\u0000-\u0020\u007f\\]/
