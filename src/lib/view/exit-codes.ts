import type {failureCodes} from '../failure.ts'
import {paint} from './paint.ts'

/** The table of exit statuses and failure codes, as people read it. */
export function exitCodesText({codes}: {readonly codes: typeof failureCodes}): string {
  const rows = Object.entries(codes).map(([code, {exit, meaning}]) => [String(exit), code, meaning] as const)
  const width = Math.max(...rows.map(([, code]) => code.length))
  return [['0', 'done', ''] as const, ...rows]
    .map(([exit, code, meaning]) => `${paint.bold(exit.padStart(3))}  ${code.padEnd(width)}  ${meaning}`.trimEnd())
    .join('\n')
}
