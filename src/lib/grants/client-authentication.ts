import type {ClientAuth as Authenticate, ServerMetadata} from 'openid-client'
import {Failure} from '../failure.ts'
import type {ClientAuth, Profile} from '../profile/profile.ts'
import {setField} from '../whom.ts'
import {isCertificate} from './client-certificate.ts'
import {clientKey, isKey} from './client-key.ts'
import {loginCommand} from './login-command.ts'

type Library = typeof import('openid-client')

/**
 * How this client proves itself (OpenID Connect Core, section 9). The profile decides; where it does not, a certificate is
 * shown in the TLS handshake (RFC 8705), a key signs an assertion (RFC 7523, section 2.2) and a secret goes as the issuer offers, Basic first, as RFC 8414 has it by default.
 * Never two ways at once.
 *
 * @throws Failure `input_required` when a secret or key is needed and there is none; `usage` for a key that is none.
 */
export function clientAuthentication(
  oidc: Library,
  profile: Profile,
  server: ServerMetadata,
  proof: string | undefined,
): Authenticate {
  switch (authenticationMethod(profile, server, proof)) {
    case 'none':
      return oidc.None()
    case 'basic':
      return oidc.ClientSecretBasic(secretOf(proof, profile))
    case 'basic-raw':
      return rawBasic(secretOf(proof, profile))
    case 'post':
      return oidc.ClientSecretPost(secretOf(proof, profile))
    case 'private-key-jwt':
      if (!proof) throw missing(profile, 'key')
      return oidc.PrivateKeyJwt(clientKey(proof, server.token_endpoint_auth_signing_alg_values_supported))
    case 'tls':
      if (!proof) throw missing(profile, 'key')
      return oidc.TlsClientAuth()
  }
}

/** The way this client proves itself to this server. */
export function authenticationMethod(
  {clientAuth}: Profile,
  server: ServerMetadata,
  proof: string | undefined,
): ClientAuth {
  return clientAuth ?? fitting(server, proof)
}

/** What has to be there before this client can sign in; undefined for a public one. */
export function neededProof({clientAuth}: Profile): 'secret' | 'key' | undefined {
  if (clientAuth === 'private-key-jwt' || clientAuth === 'tls') return 'key'
  return clientAuth === undefined || clientAuth === 'none' ? undefined : 'secret'
}

/** Basic as it was before OAuth: nothing is form-encoded, against RFC 6749, section 2.3.1, as some servers have it. */
function rawBasic(secret: string): Authenticate {
  return (_server, {client_id}, _body, headers) => {
    headers.set('authorization', `Basic ${Buffer.from(`${client_id}:${secret}`).toString('base64')}`)
  }
}

function fitting(server: ServerMetadata, proof: string | undefined): ClientAuth {
  if (!proof) return 'none'
  if (isCertificate(proof)) return 'tls'
  return isKey(proof) ? 'private-key-jwt' : offered(server)
}

function offered({token_endpoint_auth_methods_supported: methods}: ServerMetadata): 'basic' | 'post' {
  if (!Array.isArray(methods) || methods.includes('client_secret_basic')) return 'basic'
  return methods.includes('client_secret_post') ? 'post' : 'basic'
}

/** A private key never goes to a server in place of a secret. */
function secretOf(proof: string | undefined, profile: Profile): string {
  if (!proof) throw missing(profile, 'secret')
  if (!isKey(proof)) return proof
  throw new Failure(
    'usage',
    `The client of ${profile.name} proves itself with a secret; what was given is a private key.`,
    {
      hints: [setField(profile, '--client-auth private-key-jwt')],
    },
  )
}

function missing(profile: Profile, what: 'secret' | 'key'): Failure {
  const certified = profile.clientAuth === 'tls' ? '--client-cert FILE ' : ''
  const file = what === 'secret' ? '--client-secret-file FILE' : `${certified}--client-key FILE`
  return new Failure('input_required', `The client of profile ${profile.name} needs its ${words[what]}.`, {
    hints: [
      what === 'secret' ? 'set AUTHCTL_CLIENT_SECRET' : 'set AUTHCTL_CLIENT_KEY to the name of its file',
      loginCommand(profile, `${certified}--client-${what}-stdin`),
      loginCommand(profile, file),
    ],
  })
}

const words = {secret: 'secret', key: 'private key'}
