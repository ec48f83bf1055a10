import type {Expectations} from './expectations.ts'
import {trimmed} from './given.ts'
import type {KeySource} from './key-source.ts'
import {checkSignatureAtOnce} from './signature.ts'
import {verifyToken} from './verify.ts'

/** What came of some lines of a batch. */
export interface JudgedLines {
  /** One verdict in JSON per token, each with a line end. */
  readonly verdicts: string
  readonly rejected: number
  /** Whether a key id was met that the keys do not have: the issuer's newer ones might. */
  readonly wantsNewerKeys: boolean
}

/** Judges the tokens of a text, one per line, in their order; empty lines are passed over. */
export async function judgeLines(text: string, keys: KeySource, expected: Expectations): Promise<JudgedLines> {
  const verdicts: string[] = []
  let rejected = 0
  let wantsNewerKeys = false
  for (const line of text.split('\n')) {
    const token = trimmed(line)
    if (token === '') continue
    const verdict = await verifyToken(token, keys, expected, checkSignatureAtOnce)
    if (!verdict.valid) rejected++
    if (verdict.code === 'key_unknown') wantsNewerKeys = true
    verdicts.push(`${JSON.stringify(verdict)}\n`)
  }
  return {verdicts: verdicts.join(''), rejected, wantsNewerKeys}
}
