import {type Body, isObject, membersOf, readBody} from '../redaction/body.ts'
import type {Redaction} from '../redaction/redaction.ts'
import {errors, type Lore} from './lore.ts'
import {maskedHeader, maskedParameter, maskedUrl, maskedValue} from './masking.ts'
import type {Told} from './told.ts'
import type {Errand, Exchange} from './tracer.ts'

/** Members of one message that are shown; lists of a hundred entries are for the file. */
const mostMembers = 14

/** Characters of a value without spaces that are shown whole. */
const longestWord = 100

/** Headers that take part in a protocol. */
const telling = {
  sent: ['authorization', 'dpop', 'x-api-key', 'x-amz-security-token', 'sec-websocket-protocol'],
  came: ['location', 'retry-after', 'www-authenticate', 'dpop-nonce'],
}

/** A request that is about to be sent. */
export function requestText(redaction: Redaction, {number, sent, lore}: Exchange, made: readonly string[]): Told {
  const {method, url, headers, body} = sent
  const [place = url] = url.split('?', 1)
  const members = [
    ...headerMembers(redaction, headers, telling.sent),
    ...queryMembers(redaction, url),
    ...bodyMembers(redaction, readBody(body, headers.get('content-type'))),
  ]
  return {
    direction: 'sent',
    number,
    head: `${method} ${maskedUrl(redaction, place)}`,
    title: lore.title,
    ...shown(members),
    derived: made.map(redaction.clean),
    ...(lore.says !== '' && {says: [lore.says, lore.spec]}),
  }
}

/** What came back. Why something was refused is told in the words of the specification. */
export function answerText(
  redaction: Redaction,
  {number, came, lore, tookMs}: Exchange,
  body: Body,
  compared: readonly string[],
): Told {
  const {status = 0, statusText = '', headers = new Headers(), size = 0} = came ?? {}
  const members = [
    ...headerMembers(redaction, headers, telling.came),
    ...bodyMembers(redaction, body, headers.get('content-type'), size, lore),
  ]
  const all = body.kind === 'json' && isObject(body.document) ? Object.keys(body.document).length : members.length
  const error = errorIn(body) ?? /\berror="(\w+)"/.exec(headers.get('www-authenticate') ?? '')?.[1]
  const why = error !== undefined && Object.hasOwn(errors, error) ? errors[error] : undefined
  const {members: kept, more} = shown(members)
  return {
    direction: 'came',
    number,
    head: `${status}${statusText === '' ? '' : ` ${redaction.clean(statusText)}`} after ${tookMs} ms`,
    members: kept,
    more: Math.max(more, all - kept.length),
    derived: compared.map(redaction.clean),
    ...(why && {says: why}),
  }
}

/** That nothing came back. */
export function failureText(redaction: Redaction, {number, failed = '', tookMs}: Exchange): Told {
  const head = `nothing came after ${tookMs} ms: ${redaction.clean(failed)}`
  return {direction: 'came', number, head, members: [], more: 0, derived: []}
}

/** One message on an open line. */
export function messageText(
  redaction: Redaction,
  number: number | undefined,
  direction: 'sent' | 'came',
  body: Body,
): Told {
  const {type, ...rest} = membersOf(body)
  const members = bodyMembers(redaction, body.kind === 'json' ? {kind: 'json', document: rest} : body)
  return {
    direction: `message-${direction}`,
    ...(number !== undefined && {number}),
    head: redaction.clean(typeof type === 'string' ? type : 'message'),
    ...shown(members),
    derived: [],
  }
}

/** The browser on its way, or back. */
export function browserText(redaction: Redaction, {direction, url, lore}: Errand, derived: readonly string[]): Told {
  const [place = url] = url.split('?', 1)
  return {
    direction: `browser-${direction}`,
    head: maskedUrl(redaction, place),
    title: lore.title,
    ...shown(queryMembers(redaction, url)),
    derived: derived.map(redaction.clean),
    says: [lore.says, lore.spec],
  }
}

type Member = readonly [name: string, value: string]

function shown(members: readonly Member[]): Pick<Told, 'members' | 'more'> {
  return {members: members.slice(0, mostMembers), more: Math.max(0, members.length - mostMembers)}
}

function headerMembers(redaction: Redaction, headers: Headers, names: readonly string[]): Member[] {
  return names.flatMap(name => {
    const value = headers.get(name)
    if (value === null) return []
    // Which headers AWS's signature is over fills three lines, and is in the archive.
    return [[name, maskedHeader(redaction, name, value).replace(/SignedHeaders=[^,]*, /, '')] as const]
  })
}

function queryMembers(redaction: Redaction, url: string): Member[] {
  const query = URL.parse(url)?.searchParams ?? []
  return [...query].map(([name, value]) => [redaction.clean(name), maskedParameter(redaction, name, value)])
}

function bodyMembers(redaction: Redaction, body: Body, type?: string | null, size = 0, lore?: Lore): Member[] {
  if (body.kind === 'form')
    return body.entries.map(([name, value]) => [redaction.clean(name), maskedParameter(redaction, name, value)])
  if (body.kind === 'text')
    return body.text === '' ? [] : [['body', type ? `${type}, ${size} bytes` : redaction.clean(body.text)]]
  if (!isObject(body.document)) return [['body', maskedValue(redaction, 'body', body.document)]]
  const {document} = body
  const names = lore?.telling?.filter(name => Object.hasOwn(document, name)) ?? Object.keys(document)
  return names.flatMap(name => membersIn(redaction, name, document[name]))
}

/** A member, or its own members beneath it: Cognito packs parameters into one. */
function membersIn(redaction: Redaction, name: string, value: unknown): Member[] {
  const label = redaction.clean(name)
  if (!isObject(value) || Object.keys(value).length === 0) return [[label, short(memberText(redaction, name, value))]]
  const inner = Object.entries(value).map(([inner, one]): Member => {
    return [`  ${redaction.clean(inner)}`, short(memberText(redaction, inner, one))]
  })
  return [[label, ''], ...inner]
}

/** Numbers of a thousand digits are for the file; their length says enough. */
function short(value: string): string {
  if (value.length <= longestWord || /\s|^https?:/.test(value)) return value
  return `${value.slice(0, longestWord / 2)}… (${value.length} characters)`
}

function memberText(redaction: Redaction, name: string, value: unknown): string {
  if (name === 'keys' && Array.isArray(value)) return value.map(key => keyText(redaction, key)).join(', ')
  if (Array.isArray(value) && value.every(item => typeof item === 'string'))
    return value.map(item => maskedValue(redaction, name, item)).join(', ')
  return maskedValue(redaction, name, value)
}

/** A published key by its name: the numbers that make it are for the file. */
function keyText(redaction: Redaction, key: unknown): string {
  const {kid, alg, kty} = isObject(key) ? key : {}
  return redaction.clean([kid, alg ?? kty].filter(part => typeof part === 'string').join(' '))
}

function errorIn(body: Body): string | undefined {
  const error = body.kind === 'json' && isObject(body.document) ? body.document.error : undefined
  return typeof error === 'string' ? error : undefined
}
