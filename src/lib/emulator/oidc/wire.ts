import type {IncomingMessage, ServerResponse} from 'node:http'
import {type Client, knowsSecret} from '../state.ts'

/** Cognito opens these endpoints to pages of every origin, without cookies. */
export const openToAll = {'access-control-allow-origin': '*'}

/** The answer to a browser's question whether a page may call an endpoint that is open to all. */
export function preflight(res: ServerResponse, methods: string): void {
  res
    .writeHead(204, {
      ...openToAll,
      'access-control-allow-methods': methods,
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': '3600',
    })
    .end()
}

/** RFC 6749, 2.3.1: what a request says about its client; from the Authorization header, or from the form. */
export function credentialsIn(req: IncomingMessage, form: URLSearchParams): {id?: string; secret?: string} {
  const basic = /^Basic ([\w+/]+=*)$/i.exec(req.headers.authorization ?? '')?.[1]
  const [id, secret] =
    basic === undefined
      ? [form.get('client_id'), form.get('client_secret')]
      : Buffer.from(basic, 'base64').toString().split(/:(.*)/s).map(decoded)
  return {...(id && {id}), ...(secret && {secret})}
}

/** Whether a request has proven to come from this client: one with secrets shows one of them, one without shows none. */
export function isAuthentic(client: Client, secret: string | undefined): boolean {
  return client.secrets.length === 0 ? secret === undefined : secret !== undefined && knowsSecret(client, secret)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '))
  } catch {
    return part
  }
}
