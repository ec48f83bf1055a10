/**
 * What is wrong with a URL that tokens or credentials may be sent to, as the end of a sentence; undefined when nothing
 * is. Only https, or http to this machine itself. A plain-http host is compared with what was typed, since URL parsers
 * turn spellings such as `0x7f.1` into loopback addresses that a reader would not recognise.
 */
export function wrongAddress(text: string): string | undefined {
  if (/[\s\\\u0000-\u0020\u007f]/.test(text)) return 'must not contain spaces, backslashes or control characters'
  if (!URL.canParse(text)) return 'is not a URL'
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://'
  if (url.username !== '' || url.password !== '' || /^[a-z]+:\/\/[^/?#]*@/i.test(text))
    return 'must not contain a user name or password'
  if (text.includes('#')) return 'must not contain a fragment (#…)'
  if (url.protocol === 'http:' && !(isLoopback(url.hostname) && typedHost(text) === url.hostname))
    return 'must begin with https:// (plain http is for 127.0.0.1, [::1] and localhost only)'
  return undefined
}

/** Whether a URL's hostname, as the URL parser gives it, is this machine: 127.0.0.0/8, ::1 or localhost. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

function typedHost(text: string): string | undefined {
  return /^https?:\/\/(\[[^\]]*\]|[^/:?#]*)(?::\d*)?(?:[/?#]|$)/i.exec(text)?.[1]?.toLowerCase()
}
