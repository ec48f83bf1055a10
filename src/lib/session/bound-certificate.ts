import {X509Certificate} from 'node:crypto'
import {clientCertificate, isCertificate} from '../grants/client-certificate.ts'
import type {Profile} from '../profile/profile.ts'
import {decodeToken} from '../token/decode.ts'
import type {ClientCertificate} from '../world/world.ts'
import {clientProof} from './client-proof.ts'
import type {Keeping} from './keeping.ts'

/**
 * The certificate that this token says it is bound to (RFC 8705, section 3.1): an API that checks wants to see it in the
 * handshake. Undefined for any other token, and where the client's certificate is another or is not here: then the token
 * goes alone, for not every API checks.
 */
export async function boundCertificate(
  world: Keeping,
  profile: Profile,
  accessToken: string,
): Promise<ClientCertificate | undefined> {
  const bound = thumbprintIn(accessToken)
  if (bound === undefined) return undefined
  const certificate = await profileCertificate(world, profile)
  return certificate && thumbprintOf(certificate) === bound ? certificate : undefined
}

/** The certificate with its key by which the profile's client proves itself, as text; undefined where it does not. */
export async function certificateProof(world: Keeping, profile: Profile): Promise<string | undefined> {
  const {clientAuth} = profile
  if (clientAuth !== 'tls' && (clientAuth !== undefined || !world.env.AUTHCTL_CLIENT_CERT)) return undefined
  const proof = await clientProof(world, profile, undefined)
  return proof && isCertificate(proof) ? proof : undefined
}

async function profileCertificate(world: Keeping, profile: Profile): Promise<ClientCertificate | undefined> {
  const proof = await certificateProof(world, profile)
  return proof === undefined ? undefined : clientCertificate(proof)
}

function thumbprintOf({cert}: ClientCertificate): string {
  return Buffer.from(new X509Certificate(cert).fingerprint256.replaceAll(':', ''), 'hex').toString('base64url')
}

function thumbprintIn(accessToken: string): unknown {
  if (accessToken.split('.').length !== 3) return undefined
  try {
    return Object(decodeToken(accessToken).claims?.cnf)['x5t#S256']
  } catch {
    return undefined
  }
}
