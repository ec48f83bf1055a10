import {createHash} from 'node:crypto'

/** A page for the person's browser: no script but one, nothing from elsewhere, nothing kept, nothing passed on. */
export interface ReceiverPage {
  readonly status: number
  readonly title: string
  readonly words: string
}

/** Takes the code out of the address bar and the history (RFC 9700, section 4.3.1). */
const script = `history.replaceState(null,'',location.pathname)`
const style =
  'body{font:18px/1.5 system-ui,sans-serif;max-width:32rem;margin:18vh auto 0;padding:0 1.5rem;color:#1d2330;background:#fff}' +
  'h1{font-size:1.6rem;margin:0 0 .5rem}@media(prefers-color-scheme:dark){body{color:#e8eaf0;background:#14161c}}'

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy': `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  connection: 'close',
}

export function pageHtml({title, words}: ReceiverPage): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
<h1>${escaped(title)}</h1>
<p>${escaped(words)}</p>
<script>${script}</script>
</html>
`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
