import type {Expectations} from './expectations.ts'
import {trimmed} from './given.ts'
import type {KeySource} from './key-source.ts'
import {checkSignatureAtOnce} from './signature.ts'
import {type Verdict, verifyToken} from './verify.ts'

/** Verdicts for many tokens, one per line, in their order; empty lines are passed over. */
export async function* verifyLines(
  text: string,
  keys: KeySource,
  expected: Expectations,
): AsyncGenerator<Verdict, void, undefined> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start)
    const token = trimmed(text.slice(start, end === -1 ? undefined : end))
    start = end === -1 ? text.length : end + 1
    if (token !== '') yield await verifyToken(token, keys, expected, checkSignatureAtOnce)
  }
}
