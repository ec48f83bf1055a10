import {type Body, isObject, readBody} from './body.ts'
import {confidentialHeaders, isConfidential, isConfidentialParameter} from './confidential.ts'
import {type Redaction, redaction} from './redaction.ts'

/** A request, as far as it may hold secrets. */
export interface Said {
  readonly url?: string | undefined
  readonly headers?: RequestInit['headers'] | undefined
  readonly body?: RequestInit['body'] | undefined
}

/** A redaction that knows what this request said in confidence: its answer must not make us repeat that. */
export function toldIn({url, headers: given, body}: Said): Redaction {
  const pen = redaction()
  const headers = new Headers(given)
  if (url !== undefined) learnUrl(pen, url)
  learnHeaders(pen, headers)
  const form = body instanceof URLSearchParams
  const type = form ? 'application/x-www-form-urlencoded' : headers.get('content-type')
  if (form || typeof body === 'string') learnBody(pen, readBody(String(body), type))
  return pen
}

/** A redaction that knows these secrets, as far as they are there. */
export function knowing(...secrets: readonly (string | undefined)[]): Redaction {
  const pen = redaction()
  for (const secret of secrets) if (secret !== undefined) pen.learn(secret)
  return pen
}

/** A redaction that knows what stands under confidential names in these members. */
export function toldBy(document: unknown): Redaction {
  const pen = redaction()
  learnBody(pen, {kind: 'json', document})
  return pen
}

/** Learns what stands under confidential names, so that it is struck out wherever else it turns up. */
export function learnBody({learn}: Redaction, body: Body): void {
  if (body.kind === 'form') for (const [name, value] of body.entries) if (isConfidentialParameter(name)) learn(value)
  if (body.kind === 'json') learnFrom(body.document, false, learn)
}

/** The same for an address: its query, and a fragment that has parameters. */
export function learnUrl({learn}: Redaction, text: string): void {
  const url = URL.parse(text)
  if (!url) return
  const parameters = [...url.searchParams, ...new URLSearchParams(url.hash.slice(1))]
  for (const [name, value] of parameters) if (isConfidentialParameter(name)) learn(value)
  if (url.password) for (const spelling of [url.password, formDecoded(url.password)]) learn(spelling)
}

/** The same for headers: what proves somebody, without the name of the scheme. */
export function learnHeaders(pen: Redaction, headers: Headers): void {
  const {learn} = pen
  for (const [name, value] of headers) {
    if (!confidentialHeaders.has(name)) continue
    if (name === 'cookie' || name === 'set-cookie') {
      // Of a cookie that is set only the first pair is its own; the others say for how long and where.
      const pairs = name === 'cookie' ? value.split(/;\s*/) : [value.split(';', 1)[0] ?? '']
      for (const pair of pairs) learn(pair.slice(pair.indexOf('=') + 1))
      continue
    }
    if (name === 'sec-websocket-protocol') {
      for (const header of protocolHeaders(value)) learnBody(pen, readBody(header, 'json'))
      continue
    }
    const [, scheme = '', proof = value] = /^(\S+)\s+(.+)$/s.exec(value) ?? []
    if (/^AWS4/i.test(scheme)) learn(/Signature=(\w+)/.exec(proof)?.[1] ?? '')
    else learn(proof)
    if (/^basic$/i.test(scheme)) for (const spelling of basicSecrets(proof)) learn(spelling)
  }
}

function learnFrom(value: unknown, within: boolean, learn: Redaction['learn']): void {
  if (typeof value === 'string' || typeof value === 'number') {
    if (within) learn(String(value))
  } else if (Array.isArray(value)) for (const item of value) learnFrom(item, within, learn)
  else if (isObject(value))
    for (const [name, member] of Object.entries(value)) learnFrom(member, isConfidential(name), learn)
}

/** The headers that AppSync's clients carry as sub-protocols: browsers can set no others. */
function protocolHeaders(protocols: string): string[] {
  return [...protocols.matchAll(/\bheader-([\w-]+)/g)].map(([, text = '']) =>
    Buffer.from(text, 'base64url').toString('utf8'),
  )
}

/** What a Basic credential holds beside the public name: raw, and as the form encoding of RFC 6749 makes it. */
function basicSecrets(proof: string): string[] {
  const text = Buffer.from(proof, 'base64').toString('utf8')
  const at = text.indexOf(':')
  if (at === -1) return []
  const secret = text.slice(at + 1)
  return [secret, formDecoded(secret)]
}

/** Never fails: what is no encoding stays. */
function formDecoded(text: string): string {
  return new URLSearchParams(`text=${text.replaceAll('&', '%26')}`).get('text') ?? text
}
