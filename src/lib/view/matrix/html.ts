import type {Cell, MatrixRun} from '../../matrix/run.ts'
import {gridOf, oddCells, sentenceOf, summaryOf, verdictOf} from './grid.ts'
import {markup} from './markup.ts'

/** The matrix as one page that needs nothing else: no script, no font, no picture from anywhere. */
export function matrixHtml(run: MatrixRun): string {
  const {identities, rows} = gridOf(run)
  const odd = oddCells(run)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Authorization matrix</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Authorization matrix</h1>
<p><strong>${markup(summaryOf(run))}.</strong> Run at <time datetime="${run.at}">${run.at}</time>.</p>
${odd.length > 0 ? `<h2 id="odd">Not as expected</h2>\n<ul aria-labelledby="odd">\n${odd.map(cell => `<li class="${verdictOf(cell)}">${markup(sentenceOf(cell))}.</li>`).join('\n')}\n</ul>` : ''}
<h2 id="all">Who may do what</h2>
<div class="wide" role="region" aria-labelledby="all" tabindex="0">
<table>
<caption>Observed, and where it differs, what was expected.</caption>
<thead><tr><th scope="col">operation</th>${identities.map(name => `<th scope="col">${markup(name)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map(({operation, cells}) => `<tr><th scope="row"><code>${markup(operation)}</code></th>${cells.map(drawn).join('')}</tr>`).join('\n')}
</tbody>
</table>
</div>
</main>
</body>
</html>
`
}

function drawn(cell: Cell | undefined): string {
  if (!cell) return '<td class="none">–</td>'
  const verdict = verdictOf(cell)
  const words = verdict ? `${cell.observed}<small>expected ${cell.expected}</small>` : cell.observed
  return `<td class="${verdict ?? cell.observed}">${words}</td>`
}

const style = `
:root { color-scheme: light dark; --line: #8884; --good: #0a7a3c; --bad: #b3261e; --odd: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --good: #6dd58c; --bad: #f2b8b5; --odd: #e8c26a; } }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
.wide { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; }
.wide:focus-visible { outline: 3px solid Highlight; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; padding: .6rem .8rem; font-size: .9rem; }
th, td { text-align: start; padding: .45rem .8rem; border-top: 1px solid var(--line); vertical-align: top; white-space: nowrap; }
tbody th { font-weight: normal; position: sticky; left: 0; background: Canvas; }
td.allow { color: var(--good); }
td.deny, td.none { opacity: .75; }
td.exposed, td.locked-out, li.exposed, li.locked-out { color: var(--bad); font-weight: 600; }
td.unknown, td.error, li.unknown, li.error { color: var(--odd); font-weight: 600; }
td small { display: block; font-weight: normal; }
`
