import {type Body, isObject} from '../redaction/body.ts'
import {confidentialHeaders, isConfidential, isConfidentialParameter} from '../redaction/confidential.ts'
import {mask, type Redaction} from '../redaction/redaction.ts'

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
  return isConfidentialParameter(name) ? mask : clean(value)
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
        return rest.length > 0 && isConfidentialParameter(decoded ?? name) ? `${name}=${mask}` : redaction.clean(one)
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
  if (name === 'sec-websocket-protocol') return redaction.clean(value.replace(/\bheader-[\w-]+/g, `header-${mask}`))
  const [, scheme] = /^(Basic|Bearer|DPoP)\s/i.exec(value) ?? []
  return scheme === undefined ? mask : `${scheme} ${mask}`
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
