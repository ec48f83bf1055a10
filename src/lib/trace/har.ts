import {readBody} from '../redaction/body.ts'
import type {Redaction} from '../redaction/redaction.ts'
import type {Came, Sent} from '../world/world.ts'
import {maskedBody, maskedHeader, maskedParameter, maskedUrl} from './masking.ts'
import type {Exchange, Recording} from './tracer.ts'

/** What made the recording. */
export interface Creator {
  readonly name: string
  readonly version: string
}

/**
 * The recording as an HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec), which browsers' network panels
 * open. What was cut out is not in it in any form; why each request was sent stands in its `comment`.
 */
export function harOf({steps, redaction, full}: Recording, creator: Creator): object {
  const exchanges = steps.filter(step => 'number' in step)
  const comment = full ? {comment: `Only the first ${steps.length} steps are recorded.`} : {}
  return {log: {version: '1.2', creator, entries: exchanges.map(one => entryOf(redaction, one)), ...comment}}
}

function entryOf(redaction: Redaction, {startedAt, sent, came, failed, tookMs = 0, lore, messages}: Exchange): object {
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: tookMs,
    request: requestOf(redaction, sent),
    response: came ? responseOf(redaction, came) : nothing,
    cache: {},
    timings: {send: 0, wait: tookMs, receive: 0},
    comment: [lore.title, lore.says, lore.spec].filter(part => part !== '').join(' · '),
    ...(messages && {
      // As Chrome writes them.
      _resourceType: 'websocket',
      _webSocketMessages: messages.map(({direction, at, text}) => ({
        type: direction === 'sent' ? 'send' : 'receive',
        time: at / 1000,
        opcode: 1,
        data: maskedBody(redaction, readBody(text, 'application/json')),
      })),
    }),
    ...(failed !== undefined && {_error: redaction.clean(failed)}),
  }
}

function requestOf(redaction: Redaction, {method, url, headers, body}: Sent): object {
  const type = headers.get('content-type') ?? 'text/plain'
  const read = readBody(body, type)
  const params = read.kind === 'form' ? pairs(read.entries, redaction) : undefined
  return {
    method,
    url: maskedUrl(redaction, url),
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headerList(redaction, headers),
    queryString: pairs([...(URL.parse(url)?.searchParams ?? [])], redaction),
    headersSize: -1,
    bodySize: Buffer.byteLength(body),
    ...(body !== '' && {postData: {mimeType: type, params: params ?? [], text: maskedBody(redaction, read)}}),
  }
}

function responseOf(redaction: Redaction, {status, statusText, headers, body, size}: Came): object {
  const mimeType = headers.get('content-type') ?? 'application/octet-stream'
  return {
    status,
    statusText: redaction.clean(statusText),
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headerList(redaction, headers),
    content: {size, mimeType, text: maskedBody(redaction, readBody(body, mimeType))},
    redirectURL: maskedUrl(redaction, headers.get('location') ?? ''),
    headersSize: -1,
    bodySize: size,
  }
}

/** As Chrome writes a request that got no answer. */
const nothing = {
  status: 0,
  statusText: '',
  httpVersion: '',
  cookies: [],
  headers: [],
  content: {size: 0, mimeType: 'x-unknown'},
  redirectURL: '',
  headersSize: -1,
  bodySize: -1,
}

function headerList(redaction: Redaction, headers: Headers): object[] {
  return [...headers].map(([name, value]) => ({name, value: maskedHeader(redaction, name, value)}))
}

function pairs(entries: readonly (readonly [string, string])[], redaction: Redaction): object[] {
  return entries.map(([name, value]) => ({
    name: redaction.clean(name),
    value: maskedParameter(redaction, name, value),
  }))
}
