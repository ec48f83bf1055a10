import type {Stack} from '../stack.ts'
import {issuerOf} from '../stack.ts'
import type {Pool} from '../state.ts'

/** A pool's discovery document, with the members Cognito's have and no others: PKCE goes unmentioned, and works. */
export function discoveryOf(stack: Stack, pool: Pool): object {
  const {origin} = stack
  return {
    authorization_endpoint: `${origin}/oauth2/authorize`,
    end_session_endpoint: `${origin}/logout`,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: issuerOf(stack, pool),
    jwks_uri: `${issuerOf(stack, pool)}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    revocation_endpoint: `${origin}/oauth2/revoke`,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: `${origin}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: `${origin}/oauth2/userInfo`,
  }
}
