import type {Page} from './page.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'
import {cells, cut, filled} from './width.ts'

/** One column: its heading, and its cell for a row, as it came from wherever it came. */
export interface Column<T> {
  readonly name: string
  readonly cell: (row: T) => string
}

const gap = '  '
/** Narrower than this a column says nothing. */
const least = 6

/**
 * Rows under headings. For a terminal, columns are narrowed to its width, widest first, and where even that does not do
 * the last ones are left out and named beneath; where nobody is looking nothing is cut.
 */
export function tableText<T>(rows: readonly T[], columns: readonly Column<T>[], {columns: width}: Page): string {
  const texts = rows.map(row => columns.map(({cell}) => safe(cell(row))))
  const heads = columns.map(({name}) => safe(name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase()))
  const natural = heads.map((head, at) => Math.max(cells(head), ...texts.map(text => cells(text[at] ?? ''))))
  const widths = width === undefined ? natural : fitted(natural, width)

  const line = (texts: readonly string[]) =>
    widths
      .map((room, at) => filled(cut(texts[at] ?? '', room), room))
      .join(gap)
      .trimEnd()
  const missing = heads.slice(widths.length).map(head => head.toLowerCase())
  const remark = missing.length === 0 ? [] : [paint.dim(`(not shown: ${missing.join(', ')})`)]
  return [paint.bold(line(heads)), ...texts.map(line), ...remark].join('\n')
}

/** Widths that together fit into `width` cells, for as many of the columns as can. */
function fitted(natural: readonly number[], width: number): number[] {
  const widths = [...natural]
  const total = () => widths.reduce((sum, each) => sum + each, 0) + gap.length * (widths.length - 1)
  const smallest = () => widths.reduce((sum, each) => sum + Math.min(each, least), 0) + gap.length * (widths.length - 1)
  while (widths.length > 1 && smallest() > width) widths.pop()
  while (total() > width) {
    const widest = widths.indexOf(Math.max(...widths))
    const room = (widths[widest] ?? 0) - 1
    if (room < 1) break
    widths[widest] = room
  }
  return widths
}
