import type {ClientCertificate, FetchInit} from '../world.ts'
import {dispatcherClass, straightOn} from './dispatcher.ts'

const dispatchers = new WeakMap<ClientCertificate, object>()

/** Node's own fetch, showing a certificate of the client's to whoever asks for one (RFC 8446, section 4.4.2). */
export function certifiedFetch(
  input: string | URL | Request,
  {certificate, ...init}: FetchInit & {readonly certificate: ClientCertificate},
): Promise<Response> {
  const {cert, key} = certificate
  const dispatcher = dispatchers.get(certificate) ?? new (dispatcherClass())({...straightOn, connect: {cert, key}})
  dispatchers.set(certificate, dispatcher)
  return globalThis.fetch(input, {...init, dispatcher} as RequestInit)
}
