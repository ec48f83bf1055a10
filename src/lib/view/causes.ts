import type {Cause} from '../failure.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'

/** What may lie behind a refusal, the likeliest first: each with what makes it likely and what mends it. */
export function causesText(title: string, causes: readonly Cause[]): string {
  return causes
    .flatMap(({why, evidence, hints}, at) => [
      `${at === 0 ? paint.red(title) : paint.yellow('Or else:')} ${safe(why)}.`,
      `  ${paint.dim(`by: ${safe(evidence)}`)}`,
      ...hints.map(hint => `  ${paint.dim('→')} ${safe(hint)}`),
    ])
    .join('\n')
}
