/** The ways in which a text may be written by whoever repeats it: in addresses, forms, JSON, HTML, base64, hexadecimal. */
export function spellings(text: string): ReadonlySet<string> {
  const bytes = Buffer.from(text, 'utf8')
  const form = new URLSearchParams({text}).toString().slice('text='.length)
  const json = JSON.stringify(text).slice(1, -1)
  return new Set([
    text,
    encodeURIComponent(text),
    encodeURIComponent(text).replace(/%../g, code => code.toLowerCase()),
    form,
    form.replace(/%../g, code => code.toLowerCase()),
    json,
    json.replaceAll('/', '\\/'),
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...[0, 1, 2].flatMap(offset => [inBase64(bytes, offset, 'base64'), inBase64(bytes, offset, 'base64url')]),
  ])
}

/** The part of a longer text's base64 that these bytes decide, where they begin `offset` bytes after a group of three. */
function inBase64(bytes: Buffer, offset: number, alphabet: 'base64' | 'base64url'): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString(alphabet)
    .replaceAll('=', '')
  const shared = (offset + bytes.length) % 3 === 0 ? 0 : 1
  return encoded.slice(offset === 0 ? 0 : offset + 1, encoded.length - shared)
}
