import {inflateRawSync} from 'node:zlib'
import {Failure} from '../failure.ts'
import {largestDocument} from './xml.ts'

/** A message taken out of what carried it. */
export interface Carried {
  readonly xml: string
  readonly binding: Binding
  readonly relayState?: string
  /** The signature of the redirect binding, which stands beside the message (saml-bindings-2.0-os, 3.4.4.1). */
  readonly beside?: {readonly algorithm: string; readonly value: string; readonly octets: string}
}

/** How it was written: base64, deflated and base64, or plainly. */
export type Binding = 'post' | 'redirect' | 'xml'

/**
 * Finds the message in a whole address, a form body, base64 with or without deflate, or XML as it is.
 * @throws Failure `usage` for what is none of these, or inflates beyond all measure.
 */
export function takenOut(text: string): Carried {
  const given = text.trim()
  if (given === '') throw new Failure('usage', 'There is no SAML message: the input is empty.')
  if (given.startsWith('<')) return {xml: given, binding: 'xml'}
  const query = queryOf(given)
  if (!query) return decoded(given)
  const fields = new Map(
    query
      .split('&')
      .filter(Boolean)
      .map(pair => [pair.split('=', 1)[0] ?? '', pair]),
  )
  const message = fields.get('SAMLResponse') ?? fields.get('SAMLRequest')
  if (message === undefined)
    throw new Failure('usage', 'There is neither a SAMLResponse nor a SAMLRequest in this address or form.')
  const relayState = parameterIn(fields.get('RelayState'))
  const beside = besideOf(fields, message)
  return {...decoded(parameterIn(message) ?? ''), ...(relayState && {relayState}), ...(beside && {beside})}
}

/** The query of an address, or a form body; undefined for what is neither. */
function queryOf(text: string): string | undefined {
  if (/^https?:\/\//i.test(text)) return URL.parse(text)?.search.slice(1) ?? ''
  return /^[\w.-]+=[^=]/.test(text) && /(^|&)(SAMLResponse|SAMLRequest)=/.test(text) ? text : undefined
}

function decoded(text: string): {xml: string; binding: Binding} {
  const base64 = unescaped(text).replace(/\s+/g, '')
  if (!/^[\w+/-]+={0,2}$/.test(base64))
    throw new Failure('usage', 'This is neither XML, nor base64, nor an address or form with a SAML message in it.')
  const bytes = Buffer.from(base64, 'base64')
  const xml = bytes.toString('utf8')
  if (/^\s*(\ufeff)?\s*</.test(xml)) return {xml: xml.trim(), binding: 'post'}
  return {xml: inflated(bytes), binding: 'redirect'}
}

function inflated(bytes: Buffer): string {
  try {
    const xml = inflateRawSync(bytes, {maxOutputLength: 4 * largestDocument})
      .toString('utf8')
      .trim()
    if (xml.startsWith('<')) return xml
  } catch (error) {
    if ((error as {code?: string}).code === 'ERR_BUFFER_TOO_LARGE')
      throw new Failure('usage', 'The message inflates to more than a SAML message may be.', {cause: error})
  }
  throw new Failure('usage', 'What is encoded here is no XML, neither plain nor deflated.')
}

function besideOf(fields: ReadonlyMap<string, string>, message: string): Carried['beside'] {
  const value = parameterIn(fields.get('Signature'))
  const algorithm = parameterIn(fields.get('SigAlg'))
  if (value === undefined || algorithm === undefined) return undefined
  // Over the octets as they were sent: what is decoded and encoded again may differ.
  const octets = [message, fields.get('RelayState'), fields.get('SigAlg')].filter(part => part !== undefined).join('&')
  return {algorithm, value, octets}
}

function parameterIn(pair: string | undefined): string | undefined {
  return pair === undefined ? undefined : unescaped(pair.slice(pair.indexOf('=') + 1).replaceAll('+', '%2B'))
}

/** Percent-encoding undone, where it is whole. */
function unescaped(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch (error) {
    throw new Failure('usage', 'The percent-encoding of the message is broken.', {cause: error})
  }
}
