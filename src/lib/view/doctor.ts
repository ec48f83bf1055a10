import type {Diagnosis, Finding} from '../setup/finding.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'

const marks: Readonly<Record<Finding['status'], string>> = {
  ok: paint.green('ok  '),
  warn: paint.yellow('warn'),
  fail: paint.red('fail'),
  skip: paint.dim('skip'),
}

/** One line per finding, its remedy beneath. */
export function diagnosisText({findings, ok}: Diagnosis): string {
  const width = Math.max(...findings.map(({check}) => check.length))
  const lines = findings.flatMap(({check, status, message, remedy}) => [
    `${marks[status]}  ${check.padEnd(width)}  ${safe(message)}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(width + 8)}${paint.dim('→')} ${safe(remedy)}`]),
  ])
  return [...lines, '', ok ? 'Nothing is broken.' : paint.red('Something is broken.')].join('\n')
}
