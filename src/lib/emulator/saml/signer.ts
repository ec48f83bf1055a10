import {generateKeyPairSync} from 'node:crypto'
import type {Stack} from '../stack.ts'
import type {Pool, SamlSigner} from '../state.ts'
import {selfSigned} from './certificate.ts'

const year = 365.25 * 86_400_000

/** By what a pool signs its SAML requests: made on first use, good for ten years. */
export function poolSigner({clock}: Pick<Stack, 'clock'>, pool: Pool): SamlSigner {
  pool.samlSigner ??= newSigner(pool.id, clock.now())
  return pool.samlSigner
}

/** By what the stack's own identity provider signs its answers. */
export function providerSigner({clock, state}: Pick<Stack, 'clock' | 'state'>): SamlSigner {
  state.samlSigner ??= newSigner('authctl local SAML provider', clock.now())
  return state.samlSigner
}

function newSigner(name: string, now: number): SamlSigner {
  const {privateKey} = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: {type: 'spki', format: 'pem'},
    privateKeyEncoding: {type: 'pkcs8', format: 'pem'},
  })
  return {privateKey, certificate: selfSigned(privateKey, {name, from: now - 300_000, to: now + 10 * year})}
}
