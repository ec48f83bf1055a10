import type {Cell, MatrixRun} from '../../matrix/run.ts'

/** A run as rows of cells: operations down, identities across; a gap where nothing was expected. */
export interface Grid {
  readonly identities: readonly string[]
  readonly rows: readonly {readonly operation: string; readonly cells: readonly (Cell | undefined)[]}[]
}

export function gridOf({identities, cells}: MatrixRun): Grid {
  const operations = [...new Set(cells.map(({operation}) => operation))]
  return {
    identities,
    rows: operations.map(operation => ({
      operation,
      cells: identities.map(identity => cells.find(one => one.operation === operation && one.identity === identity)),
    })),
  }
}

/** How a cell differs; undefined where it is as expected. */
export function verdictOf({expected, observed}: Cell): 'exposed' | 'locked-out' | 'unknown' | 'error' | undefined {
  if (observed === expected) return undefined
  if (observed === 'unknown' || observed === 'error') return observed
  return observed === 'allow' ? 'exposed' : 'locked-out'
}

const gravest = ['exposed', 'locked-out', 'error', 'unknown']

/** Cells that are not as expected, the gravest first. */
export function oddCells({cells}: MatrixRun): Cell[] {
  const weight = (cell: Cell) => gravest.indexOf(verdictOf(cell) ?? '')
  return cells.filter(cell => verdictOf(cell) !== undefined).sort((one, other) => weight(one) - weight(other))
}

/** What was found, as a sentence. */
export function summaryOf({cells, differences, errors}: MatrixRun): string {
  const unknown = cells.filter(({observed}) => observed === 'unknown').length
  const asExpected = cells.length - differences - errors - unknown
  const parts = [`${asExpected} of ${cells.length} as expected`]
  if (differences > 0) parts.push(`${differences} ${differences === 1 ? 'differs' : 'differ'}`)
  if (errors > 0) parts.push(`${errors} without an answer`)
  if (unknown > 0) parts.push(`${unknown} with nothing to ask about`)
  return parts.join(', ')
}

/** Why a cell is not as expected, in words. */
export function sentenceOf(cell: Cell): string {
  const {operation, identity, reason} = cell
  const said = reason === undefined ? '' : ` (${reason})`
  switch (verdictOf(cell)) {
    case 'exposed':
      return `${identity} may use ${operation}, and should not${said}`
    case 'locked-out':
      return `${identity} may not use ${operation}, and should${said}`
    case 'unknown':
      return `whether ${identity} may use ${operation} cannot be told${said}`
    case 'error':
      return `${operation} gave ${identity} no answer${said}`
    default:
      return `${identity} ${cell.observed === 'allow' ? 'may' : 'may not'} use ${operation}, as expected`
  }
}
