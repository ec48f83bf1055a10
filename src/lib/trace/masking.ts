import {type Body, isObject} from './body.ts'
import {confidentialHeaders, isConfidential} from './confidential.ts'
import {mask, type Redaction} from './redaction.ts'

/** Learns what stands under confidential names, so that it is struck out wherever else it turns up. */
export function learnBody({learn}: Redaction, body: Body): void {
  if (body.kind === 'form') for (const [name, value] of body.entries) if (isSecretParameter(name)) learn(value)
  if (body.kind === 'json') learnFrom(body.document, false, learn)
}

/** The same for an address: its query, and a fragment that has parameters. */
export function learnUrl({learn}: Redaction, text: string): void {
  const url = URL.parse(text)
  if (!url) return
  const parameters = [...url.searchParams, ...new URLSearchParams(url.hash.slice(1))]
  for (const [name, value] of parameters) if (isSecretParameter(name)) learn(value)
  if (url.password) learn(decodeURIComponent(url.password))
}

/** The same for headers: what proves somebody, without the name of the scheme. */
export function learnHeaders({learn}: Redaction, headers: Headers): void {
  for (const [name, value] of headers) {
    if (!confidentialHeaders.has(name)) continue
    if (name === 'cookie' || name === 'set-cookie') {
      for (const one of value.split(/[;,]\s*/)) learn(one.slice(one.indexOf('=') + 1))
      continue
    }
    const [, scheme = '', proof = value] = /^(\S+)\s+(.+)$/s.exec(value) ?? []
    if (/^AWS4/i.test(scheme)) learn(/Signature=(\w+)/.exec(proof)?.[1] ?? '')
    else learn(proof)
    if (/^basic$/i.test(scheme)) for (const spelling of basicSecrets(proof)) learn(spelling)
  }
}

/** A body with masks in it, as text. */
export function maskedBody(redaction: Redaction, body: Body): string {
  if (body.kind === 'text') return redaction.clean(body.text)
  if (body.kind === 'json') return JSON.stringify(masked(redaction, body.document))
  return body.entries.map(([name, value]) => `${name}=${maskedParameter(redaction, name, value)}`).join('&')
}

/** A value as people may see it. */
export function maskedValue(redaction: Redaction, name: string, value: unknown): string {
  if (isConfidential(name) && (typeof value === 'string' || typeof value === 'number')) return mask
  const clean = masked(redaction, value)
  return typeof clean === 'string' ? clean : (JSON.stringify(clean) ?? '')
}

/** A value of a form or a query, spelled as one. Here, and not in JSON, `code` is an authorization code. */
export function maskedParameter({clean}: Redaction, name: string, value: string): string {
  return isSecretParameter(name) ? mask : clean(value)
}

/** An address with its parameters masked, in the order and spelling in which it was. */
export function maskedUrl(redaction: Redaction, text: string): string {
  const [, before = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text) ?? []
  const parameters = (part: string) =>
    part
      .split('&')
      .map(one => {
        const [name = '', ...rest] = one.split('=')
        const [decoded] = new URLSearchParams(name).keys()
        return rest.length > 0 && isSecretParameter(decoded ?? name) ? `${name}=${mask}` : redaction.clean(one)
      })
      .join('&')
  const place = redaction.clean(before.replace(/\/\/[^/@]*@/, `//${mask}@`))
  return `${place}${query === undefined ? '' : `?${parameters(query)}`}${fragment === undefined ? '' : `#${parameters(fragment)}`}`
}

/** A header's value, with the scheme of a credential left to be read. */
export function maskedHeader(redaction: Redaction, name: string, value: string): string {
  if (name === 'location') return maskedUrl(redaction, value)
  if (!confidentialHeaders.has(name)) return redaction.clean(value)
  if (/^AWS4/i.test(value)) return redaction.clean(value.replace(/(Credential=)[^/,]*/, `$1${mask}`))
  if (name === 'cookie' || name === 'set-cookie') return value.replace(/=[^;]*/, `=${mask}`).split(';', 1)[0] ?? mask
  const [, scheme] = /^(Basic|Bearer|DPoP)\s/i.exec(value) ?? []
  return scheme === undefined ? mask : `${scheme} ${mask}`
}

function isSecretParameter(name: string): boolean {
  return name === 'code' || isConfidential(name)
}

function learnFrom(value: unknown, within: boolean, learn: Redaction['learn']): void {
  if (typeof value === 'string' || typeof value === 'number') {
    if (within) learn(String(value))
  } else if (Array.isArray(value)) for (const item of value) learnFrom(item, within, learn)
  else if (isObject(value))
    for (const [name, member] of Object.entries(value)) learnFrom(member, isConfidential(name), learn)
}

function masked(redaction: Redaction, value: unknown): unknown {
  if (typeof value === 'string') return redaction.clean(value)
  if (Array.isArray(value)) return value.map(item => masked(redaction, item))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [redaction.clean(name), maskedMember(redaction, name, member)]),
  )
}

function maskedMember(redaction: Redaction, name: string, value: unknown): unknown {
  if (!isConfidential(name)) return masked(redaction, value)
  if (Array.isArray(value)) return value.map(item => (isObject(item) ? masked(redaction, item) : mask))
  if (isObject(value)) return masked(redaction, value)
  return value === null || typeof value === 'boolean' ? value : mask
}

/** What a Basic credential holds beside the public name: raw, and as the form encoding of RFC 6749 makes it. */
function basicSecrets(proof: string): string[] {
  const text = Buffer.from(proof, 'base64').toString('utf8')
  const at = text.indexOf(':')
  if (at === -1) return []
  const secret = text.slice(at + 1)
  const [plain = ''] = new URLSearchParams(`s=${secret}`).getAll('s')
  return [secret, plain]
}
