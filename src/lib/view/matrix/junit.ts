import type {Cell, MatrixRun} from '../../matrix/run.ts'
import {gridOf, sentenceOf, verdictOf} from './grid.ts'
import {markup} from './markup.ts'

/** The matrix as JUnit XML: a suite for each operation, a case for each identity. */
export function matrixJunit(run: MatrixRun): string {
  const {rows} = gridOf(run)
  const unknown = (cells: readonly Cell[]) => cells.filter(({observed}) => observed === 'unknown').length
  const counts = (cells: readonly Cell[]) => {
    const failures = cells.filter(cell => ['exposed', 'locked-out'].includes(verdictOf(cell) ?? '')).length
    const errors = cells.filter(({observed}) => observed === 'error').length
    return `tests="${cells.length}" failures="${failures}" errors="${errors}" skipped="${unknown(cells)}"`
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="authorization matrix" ${counts(run.cells)}>`,
    ...rows.flatMap(({operation, cells}) => {
      const present = cells.filter(cell => cell !== undefined)
      return [
        `  <testsuite name="${markup(operation)}" timestamp="${run.at}" ${counts(present)}>`,
        ...present.map(
          cell =>
            `    <testcase classname="${markup(operation)}" name="${markup(cell.identity)}">${outcome(cell)}</testcase>`,
        ),
        '  </testsuite>',
      ]
    }),
    '</testsuites>',
    '',
  ].join('\n')
}

function outcome(cell: Cell): string {
  const element = {exposed: 'failure', 'locked-out': 'failure', error: 'error', unknown: 'skipped'}
  const verdict = verdictOf(cell)
  return verdict === undefined ? '' : `<${element[verdict]} message="${markup(sentenceOf(cell))}"/>`
}
