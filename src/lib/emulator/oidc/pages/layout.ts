import {randomBytes} from 'node:crypto'
import type {ServerResponse} from 'node:http'
import type {Exchange} from '../../router.ts'
import {Html, html} from './html.ts'
import {style} from './style.ts'

/** One page, to be framed and sent. */
export interface Page {
  /** 200 unless said. */
  readonly status?: number
  readonly title: string
  readonly body: Html
  /** Where a form on the page may end up, through redirects, besides here: browsers hold the whole chain to it. */
  readonly leadsTo?: string
  /** Of an identity provider: where the other side sends people in the end is not for it to know. */
  readonly leadsAnywhere?: boolean
}

/** Sends a page on a plain response. */
export function send(res: ServerResponse, page: Page, headers: Record<string, string | string[]> = {}): void {
  const {document, policy} = framed(page)
  res
    .writeHead(page.status ?? 200, {...policy, ...headers, 'content-length': Buffer.byteLength(document)})
    .end(document)
}

/** What rendering needs of the engine's own context. */
interface Canvas {
  status: number
  body: unknown
  set(headers: Record<string, string>): void
}

/** Sends a page through the engine. */
export function render(canvas: Canvas, page: Page): void {
  const {document, policy} = framed(page)
  if (page.status !== undefined) canvas.status = page.status
  canvas.set(policy)
  canvas.body = document
}

/** Sends the browser on. */
export function redirect({res}: Pick<Exchange, 'res'>, location: string, headers: Record<string, string> = {}): void {
  res.writeHead(302, {...headers, location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer'}).end()
}

function framed({title, body, leadsTo, leadsAnywhere}: Page): {document: string; policy: Record<string, string>} {
  const nonce = randomBytes(16).toString('base64')
  const {markup} = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · authctl local stack</title>
<style nonce="${nonce}">${sheet}</style>
</head>
<body>
<main>
<div class="brand">${mark}<span>authctl</span><small>local stack</small></div>
${body}
</main>
<footer>For development on this machine. Nothing here is sent to AWS.</footer>
</body>
</html>
`
  return {
    document: markup,
    policy: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [
        "default-src 'none'",
        `style-src 'nonce-${nonce}'`,
        ...(leadsAnywhere ? [] : [`form-action 'self'${leadsTo === undefined ? '' : sourceOf(leadsTo)}`]),
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ].join('; '),
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    },
  }
}

/** A redirect target as a CSP source: its origin; the scheme alone where CSP has no word for the host (custom schemes, IPv6). */
function sourceOf(target: string): string {
  const url = URL.parse(target)
  if (!url) return ''
  const {protocol, origin, hostname} = url
  if (!/^[a-z][a-z0-9+.-]*:$/.test(protocol)) return ''
  return ` ${origin === 'null' || hostname.startsWith('[') ? protocol : origin}`
}

const sheet = new Html(style)

const mark = html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M12 2.5 4 5.8v5.4c0 4.9 3.4 8.6 8 10.3 4.6-1.7 8-5.4 8-10.3V5.8z"/><circle cx="12" cy="10.5" r="2.2"/><path d="M12 12.7v3.8"/></svg>`
