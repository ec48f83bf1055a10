import {Failure} from '../failure.ts'
import {clientKey, isKey} from './client-key.ts'
import type {Connection} from './connection.ts'
import {endpointOf} from './discovery.ts'
import {loginCommand} from './login-command.ts'
import {askedScopes, pageParameters, targetParameters} from './request-parameters.ts'
import type {SignInRequest} from './sign-in-request.ts'
import {translated} from './translate.ts'

/** What one sign-in keeps to itself until the answer comes: fresh each time, 256 bits each. */
export interface Secrets {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** An authorization request under way: the address to visit, and what its answer will be held against. */
export interface AuthorizationRequest {
  readonly url: URL
  readonly redirectUri: string
  readonly secrets: Secrets
}

/**
 * A new authorization request with PKCE (RFC 7636), pushed to the server where that is asked for or demanded (RFC 9126).
 * @throws Failure `unsupported` for a server that cannot; what pushing it brings: `denied`, `unreachable`, `timed_out`.
 */
export async function authorizationRequest(
  connection: Connection,
  request: SignInRequest,
  redirectUri: string,
): Promise<AuthorizationRequest> {
  const {oidc} = connection
  const secrets = {state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier()}
  return {url: await authorizationUrl(connection, request, redirectUri, secrets), redirectUri, secrets}
}

/** @throws Failure `unsupported` where this server has no sign-in page, no token endpoint, or only a PKCE of no use. */
export function assertCodeFlow(connection: Connection): void {
  assertPkce(connection)
  endpointOf(connection.server, 'authorization_endpoint')
  endpointOf(connection.server, 'token_endpoint')
}

/** Metadata need not mention PKCE (Cognito's does not); a server that says it knows only `plain` is not asked. */
function assertPkce({server, issuer}: Connection): void {
  const methods = server.code_challenge_methods_supported
  if (!Array.isArray(methods) || methods.length === 0 || methods.includes('S256')) return
  throw new Failure('unsupported', `${issuer} offers PKCE without S256 only, which protects nothing.`)
}

async function authorizationUrl(
  connection: Connection,
  request: SignInRequest,
  redirectUri: string,
  {state, nonce, verifier}: Secrets,
): Promise<URL> {
  const {oidc, config, profile, issuer, server, binding} = connection
  const scopes = askedScopes(profile, request)
  const parameters = {
    ...pageParameters(profile, request),
    ...targetParameters(profile, request),
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    ...(scopes.includes('openid') ? {nonce} : {}),
    ...(binding ? {dpop_jkt: await binding.DPoP.calculateThumbprint()} : {}),
    ...(request.jarm ? {response_mode: 'jwt'} : {}),
  }
  const sent = await signedWhereWanted(connection, request, parameters)
  if (!request.par && server.require_pushed_authorization_requests !== true)
    return oidc.buildAuthorizationUrl(config, sent)
  endpointOf(server, 'pushed_authorization_request_endpoint')
  const pushed = oidc.buildAuthorizationUrlWithPAR(config, sent, binding)
  return translated(pushed, {what: 'the sign-in request', issuer})
}

/**
 * The parameters as one that the client's key vouches for, where that is asked for or demanded (JAR, RFC 9101).
 * @throws Failure `input_required` without a key, `usage` for one that is none.
 */
async function signedWhereWanted(
  {oidc, config, profile, issuer, server, clientSecret}: Connection,
  {jar}: SignInRequest,
  parameters: Record<string, string>,
): Promise<Record<string, string>> {
  if (!jar && server.require_signed_request_object !== true) return parameters
  if (!clientSecret || !isKey(clientSecret))
    throw new Failure('input_required', 'To sign the request takes the private key of the client.', {
      hints: [loginCommand(profile, '--client-key FILE'), loginCommand(profile, '--client-key-stdin')],
    })
  const key = clientKey(clientSecret, server.request_object_signing_alg_values_supported)
  const built = oidc.buildAuthorizationUrlWithJAR(config, parameters, key)
  const {searchParams} = await translated(built, {what: 'the sign-in request', issuer})
  return {request: searchParams.get('request') ?? ''}
}
