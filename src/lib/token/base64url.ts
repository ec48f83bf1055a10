/**
 * The bytes of a strict base64url text (RFC 4648, 5); undefined for anything else. Node's own decoder skips what it does
 * not know, so the text is compared with the one spelling its bytes have: that refuses whitespace, padding, the standard
 * alphabet, junk and unused bits at once.
 */
export function fromBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}
