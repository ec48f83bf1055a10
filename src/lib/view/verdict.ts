import type {Verdict} from '../token/verify.ts'
import {recordText} from './record.ts'
import {safe} from './safe.ts'
import {claimRows, endingText} from './token.ts'

/** What verification found. “Valid” is the first word of an acceptance and stands nowhere in a refusal. */
export function verdictText(verdict: Verdict, now: number): string {
  const {claims, warnings = []} = verdict
  const head = verdict.valid
    ? [`Valid · ${verdict.rule}${endingText(claims?.exp, now)}`]
    : [
        `Rejected · ${verdict.code}`,
        `  ${safe(verdict.message)}`,
        ...(verdict.message === verdict.rule ? [] : [`  Rule: ${verdict.rule}`]),
      ]
  return [
    ...head,
    ...warnings.map(warning => `Warning: ${safe(warning)}`),
    ...(claims ? ['', recordText(claimRows(claims, now), '  ')] : []),
  ].join('\n')
}
