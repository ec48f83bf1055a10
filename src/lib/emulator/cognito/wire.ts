import {randomUUID} from 'node:crypto'
import type {ServerResponse} from 'node:http'
import type {Problem} from '../problem.ts'

/** AWS JSON 1.1: one JSON document either way, times as seconds since the epoch with a fraction. */
export function reply(
  res: ServerResponse,
  status: number,
  document: unknown,
  headers: Record<string, string> = {},
): void {
  const body = JSON.stringify(wire(document))
  res
    .writeHead(status, {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': randomUUID(),
      'cache-control': 'no-store',
      'content-length': Buffer.byteLength(body),
      ...headers,
    })
    .end(body)
}

/** A refusal: the exception's name in `__type`, and in the header that newer clients read. */
export function refuse(res: ServerResponse, {code, message, status}: Problem): void {
  const document = message === '' ? {__type: code} : {__type: code, message}
  // A header takes Latin-1 without line breaks; a message may hold anything a request held.
  const headline = message.replace(/[^\x20-\x7e]+/g, ' ')
  reply(res, status, document, {'x-amzn-errortype': `${code}:`, ...(headline && {'x-amzn-errormessage': headline})})
}

function wire(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000
  if (Array.isArray(value)) return value.map(wire)
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, wire(member)]))
  return value
}
