import {membersOf, readBody} from '../redaction/body.ts'
import type {Redaction} from '../redaction/redaction.ts'
import {maskedUrl} from './masking.ts'
import type {Errand, Exchange, Recording} from './tracer.ts'

/** Messages of one line that are drawn. */
const mostMessages = 30

/** The recording as a sequence diagram in Mermaid (https://mermaid.js.org), for documentation and tickets. */
export function diagramOf({steps, redaction, full}: Recording): string {
  const hosts = [...new Set(steps.map(step => hostOf('number' in step ? step.sent.url : step.url)))]
  const browser = steps.some(step => !('number' in step))
  const servers = new Map(hosts.map((host, at) => [host, `S${at + 1}`]))
  const lines = steps.flatMap(step =>
    'number' in step ? exchangeLines(redaction, step, servers) : errandLines(redaction, step, servers),
  )
  return [
    'sequenceDiagram',
    '  autonumber',
    '  participant A as authctl',
    ...(browser ? ['  participant B as Browser'] : []),
    ...[...servers]
      .filter(([host]) => !isCallback(steps, host))
      .map(([host, id]) => `  participant ${id} as ${words(redaction.clean(host))}`),
    ...lines.map(line => `  ${line}`),
    ...(full ? [`  Note over A: only the first ${steps.length} steps are drawn`] : []),
    '',
  ].join('\n')
}

function exchangeLines(redaction: Redaction, exchange: Exchange, servers: ReadonlyMap<string, string>): string[] {
  const {sent, came, failed, lore} = exchange
  const server = servers.get(hostOf(sent.url)) ?? 'S1'
  const path = maskedUrl(redaction, sent.url.split('?', 1)[0] ?? '').replace(/^\w+:\/\/[^/]*/, '') || '/'
  const answer = came
    ? `${server}-->>A: ${words(`${came.status} ${redaction.clean(summary(came.body, came.headers))}`)}`
    : `${server}--xA: ${words(redaction.clean(failed ?? 'no answer'))}`
  const talk = (exchange.messages ?? []).slice(0, mostMessages).map(({direction, text}) => {
    const {type} = membersOf(readBody(text, 'application/json'))
    const what = words(redaction.clean(typeof type === 'string' ? type : 'message'))
    return direction === 'sent' ? `A-)${server}: ${what}` : `${server}-)A: ${what}`
  })
  return [`Note over A: ${words(lore.title)}`, `A->>${server}: ${words(`${sent.method} ${path}`)}`, answer, ...talk]
}

/** The page the browser comes back to is ours. */
function errandLines(
  redaction: Redaction,
  {direction, url, lore}: Errand,
  servers: ReadonlyMap<string, string>,
): string[] {
  const server = servers.get(hostOf(url)) ?? 'A'
  const path = maskedUrl(redaction, url.split('?', 1)[0] ?? '').replace(/^\w+:\/\/[^/]*/, '') || '/'
  const query = [...(URL.parse(url)?.searchParams.keys() ?? [])].join(', ')
  const what = words(`GET ${path}${query === '' ? '' : ` (${query})`}`)
  const note = `Note over A: ${words(lore.title)}`
  return direction === 'sent' ? [note, 'A->>B: open', `B->>${server}: ${what}`] : [note, `B->>A: ${what}`]
}

function isCallback(steps: Recording['steps'], host: string): boolean {
  return steps.every(step =>
    'number' in step ? hostOf(step.sent.url) !== host : step.direction === 'came' || hostOf(step.url) !== host,
  )
}

/** The names of what came: their values are for the archive. */
function summary(body: string, headers: Headers): string {
  const members = membersOf(readBody(body, headers.get('content-type')))
  if (typeof members.error === 'string') return members.error
  const names = Object.keys(members)
  return names.slice(0, 5).join(', ') + (names.length > 5 ? ' …' : '')
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url.slice(0, 80)
}

/** Text as Mermaid takes it for text: without what ends a line, a statement or a label. */
function words(text: string): string {
  return text
    .slice(0, 160)
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(/[#;<>"{}%]/g, character => `#${character.codePointAt(0)};`)
    .trim()
}
