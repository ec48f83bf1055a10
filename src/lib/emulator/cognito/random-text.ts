import {randomBytes} from 'node:crypto'

/** `length` characters of `alphabet` (at most 256 of them), each as likely as the others. */
export function drawn(alphabet: string, length: number): string {
  // Bytes beyond the last whole round of the alphabet are drawn again: the first letters would be likelier otherwise.
  const limit = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length)
    for (const byte of randomBytes(length))
      if (byte < limit && text.length < length) text += alphabet[byte % alphabet.length]
  return text
}
