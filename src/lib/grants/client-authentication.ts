import type {ClientAuth as Authenticate, ServerMetadata} from 'openid-client'
import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {setField} from '../whom.ts'
import {loginCommand} from './login-command.ts'

type Library = typeof import('openid-client')

/**
 * How this client proves itself (OpenID Connect Core, section 9). The profile decides; where it does not, a client with
 * a secret uses what the issuer offers, Basic first, as RFC 8414 has it by default. Never two ways at once.
 *
 * @throws Failure `input_required` when a secret is needed and there is none.
 */
export function clientAuthentication(
  oidc: Library,
  profile: Profile,
  server: ServerMetadata,
  secret: string | undefined,
): Authenticate {
  const {name, clientAuth} = profile
  switch (clientAuth ?? (secret ? offered(server) : 'none')) {
    case 'none':
      return oidc.None()
    case 'basic':
      return oidc.ClientSecretBasic(secret || missing(profile))
    case 'post':
      return oidc.ClientSecretPost(secret || missing(profile))
    case 'private-key-jwt':
      throw new Failure(
        'unsupported',
        `The profile ${name} authenticates with private_key_jwt, which sign-in cannot do.`,
        {
          hints: [setField(profile, '--client-auth basic')],
        },
      )
  }
}

/** Whether a secret has to be there before this client can sign in. */
export function needsSecret({clientAuth}: Profile): boolean {
  return clientAuth === 'basic' || clientAuth === 'post'
}

function offered({token_endpoint_auth_methods_supported: methods}: ServerMetadata): 'basic' | 'post' {
  if (!Array.isArray(methods) || methods.includes('client_secret_basic')) return 'basic'
  return methods.includes('client_secret_post') ? 'post' : 'basic'
}

function missing(profile: Profile): never {
  throw new Failure('input_required', `The client of profile ${profile.name} needs its secret.`, {
    hints: [
      'set AUTHCTL_CLIENT_SECRET',
      loginCommand(profile, '--client-secret-stdin'),
      loginCommand(profile, '--client-secret-file FILE'),
    ],
  })
}
