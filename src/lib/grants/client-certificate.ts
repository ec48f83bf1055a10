import {createPrivateKey, X509Certificate} from 'node:crypto'
import {Failure} from '../failure.ts'
import type {ClientCertificate} from '../world/world.ts'
import type {Outside} from './connection.ts'

/** Whether a client's proof of itself is a certificate with its key. */
export function isCertificate(proof: string): boolean {
  return certificates.test(proof) && privateKey.test(proof)
}

/**
 * The certificate a client shows in the TLS handshake (RFC 8705, section 2), out of a PEM text that has it and its key.
 * @throws Failure `usage` where either is missing or broken, or they do not belong together.
 */
export function clientCertificate(proof: string): ClientCertificate {
  const cert = proof.match(new RegExp(certificates, 'g'))?.join('\n')
  const key = privateKey.exec(proof)?.[0]
  if (!cert || !key) throw unusable('it takes a certificate and its private key, both in PEM')
  let fits: boolean
  try {
    fits = new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))
  } catch (cause) {
    throw unusable('one of them cannot be read', cause)
  }
  if (!fits) throw unusable('the key is that of another')
  return {cert, key}
}

/**
 * The same outside, where this certificate is shown to servers that are asked for something in the client's name; what is
 * public is fetched without.
 */
export function showing<T extends Pick<Outside, 'fetch' | 'clock' | 'cancelled'>>(
  certificate: ClientCertificate | undefined,
  world: T,
): Pick<Outside, 'fetch' | 'clock' | 'cancelled'> {
  if (!certificate) return world
  const {fetch, clock, cancelled} = world
  return {
    clock,
    cancelled,
    fetch: (input, init) => fetch(input, isOurs(init) ? {...init, certificate} : init),
  }
}

/** A token may be bound to the certificate (section 3), so it is shown beside one. */
function isOurs({method, headers}: RequestInit = {}): boolean {
  return method === 'POST' || new Headers(headers).has('authorization')
}

const certificates = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/
const privateKey = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\s\S]*?-----END \1PRIVATE KEY-----/

function unusable(why: string, cause?: unknown): Failure {
  return new Failure('usage', `The certificate of the client cannot be used: ${why}.`, {
    hints: ['pass --client-cert FILE --client-key FILE'],
    cause,
  })
}
