import type {RunDifference} from '../../matrix/difference.ts'
import type {Cell, MatrixRun} from '../../matrix/run.ts'
import type {Page} from '../page.ts'
import {paint} from '../paint.ts'
import {safe} from '../safe.ts'
import {tableText} from '../table.ts'
import {gridOf, oddCells, sentenceOf, summaryOf, verdictOf} from './grid.ts'

/** The matrix as a table, then what is not as expected, in words. */
export function matrixText(run: MatrixRun, page: Page): string {
  const {identities, rows} = gridOf(run)
  const columns = [
    {name: 'operation', cell: ({operation}: (typeof rows)[number]) => operation},
    ...identities.map((name, at) => ({name, cell: ({cells}: (typeof rows)[number]) => shown(cells[at])})),
  ]
  const table = tableText(rows, columns, page)
  const odd = oddCells(run)
  const words = odd.map(cell => `${coloured(cell, verdictOf(cell) ?? '')}: ${safe(sentenceOf(cell))}.`)
  const unsent = run.unsent.map(
    name => `${paint.yellow('not sent')}: the mutation ${safe(name)}, which “mutations” does not name.`,
  )
  return [table, '', ...words, ...unsent, `${summaryOf(run)}.`].join('\n')
}

/** Who gained and who lost between two runs. */
export function runDifferenceText({gained, lost, other}: RunDifference): string {
  const lines = [
    ...gained.map(({operation, identity}) => `${paint.green('gained')}  ${safe(identity)}  ${safe(operation)}`),
    ...lost.map(({operation, identity}) => `${paint.red('lost')}    ${safe(identity)}  ${safe(operation)}`),
    ...other.map(
      ({operation, identity, before = 'absent', after = 'absent'}) =>
        `${paint.yellow('changed')} ${safe(identity)}  ${safe(operation)}: ${before} → ${after}`,
    ),
  ]
  return lines.length === 0 ? 'Nothing changed.' : lines.join('\n')
}

function shown(cell: Cell | undefined): string {
  if (!cell) return '·'
  if (cell.observed === 'unknown') return '?'
  return verdictOf(cell) === undefined ? cell.observed : `${cell.observed} !`
}

function coloured(cell: Cell, words: string): string {
  switch (verdictOf(cell)) {
    case 'exposed':
    case 'locked-out':
      return paint.red(words)
    case 'error':
    case 'unknown':
      return paint.yellow(words)
    default:
      return cell.observed === 'allow' ? paint.green(words) : paint.dim(words)
  }
}
