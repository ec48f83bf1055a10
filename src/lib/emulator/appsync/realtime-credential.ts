import type {IncomingMessage} from 'node:http'

/** The header object of AppSync's realtime protocol: what HTTP headers would say, by lower-case name. */
export type HeaderObject = Readonly<Record<string, string>>

/**
 * The credential a connection was opened with, from wherever it is carried: `?header=` in base64, a sub-protocol
 * `header-` in base64url, or plain HTTP headers (AppSync developer guide, "Building a real-time WebSocket client").
 * Undefined when one of the first two is there and cannot be read.
 */
export function connectCredential({url, headers}: IncomingMessage): HeaderObject | undefined {
  const fromQuery = new URL(url ?? '/', 'http://localhost').searchParams.get('header')
  // `+` of plain base64 arrives as a space unless it was escaped.
  if (fromQuery !== null) return decoded(fromQuery.replaceAll(' ', '+'))
  const protocols = (headers['sec-websocket-protocol'] ?? '').split(',').map(name => name.trim())
  const carrier = protocols.find(name => name.startsWith('header-'))
  if (carrier) return decoded(carrier.slice('header-'.length))
  return headerObject(headers)
}

/** A header object from whatever a client sent; undefined when that is none. */
export function headerObject(value: unknown): HeaderObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const texts = Object.entries(value).flatMap(([name, text]) =>
    typeof text === 'string' ? [[name.toLowerCase(), text] as const] : [],
  )
  return Object.fromEntries(texts)
}

function decoded(base64: string): HeaderObject | undefined {
  try {
    return headerObject(JSON.parse(Buffer.from(base64, 'base64').toString('utf8')))
  } catch {
    return undefined
  }
}
