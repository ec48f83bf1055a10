import type {MatrixRun} from '../../matrix/run.ts'
import {gridOf, oddCells, sentenceOf, summaryOf, verdictOf} from './grid.ts'

/** The matrix as a Markdown table, as pull requests show it. */
export function matrixMarkdown(run: MatrixRun): string {
  const {identities, rows} = gridOf(run)
  const odd = oddCells(run)
  return [
    '# Authorization matrix',
    '',
    `${summaryOf(run)}.`,
    '',
    `| operation | ${identities.map(escaped).join(' | ')} |`,
    `| --- | ${identities.map(() => '---').join(' | ')} |`,
    ...rows.map(({operation, cells}) => {
      const shown = cells.map(cell => (cell ? `${cell.observed}${verdictOf(cell) ? ' **!**' : ''}` : ''))
      return `| ${escaped(operation)} | ${shown.join(' | ')} |`
    }),
    ...(odd.length > 0 ? ['', ...odd.map(cell => `- ${escaped(sentenceOf(cell))}`)] : []),
    '',
  ].join('\n')
}

/** Nothing that came from elsewhere can end a cell, begin a link or an element. */
function escaped(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(/[\\`*_{}[\]<>()#+!|&]/g, character => `&#${character.charCodeAt(0)};`)
}
