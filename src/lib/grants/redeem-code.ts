import type {ClientAuth} from 'openid-client'
import type {AuthorizationRequest} from './authorization-request.ts'
import {assertCallback, assertSigned} from './callback.ts'
import {type Connection, configured, type Outside} from './connection.ts'
import {loginCommand} from './login-command.ts'
import {askedScopes, targetParameters} from './request-parameters.ts'
import type {SignInRequest} from './sign-in-request.ts'
import {type TokenAnswer, tokenSet} from './token-answer.ts'
import type {TokenSet} from './token-set.ts'
import {translated} from './translate.ts'

/**
 * The tokens for what came back from the sign-in page, once it proved to be the answer to this request.
 * @throws Failure `denied`, `token_rejected`, `unreachable`, `timed_out`.
 */
export async function redeemed(
  world: Outside,
  connection: Connection,
  request: SignInRequest,
  parameters: URLSearchParams,
  {redirectUri, secrets: {state, nonce, verifier}}: AuthorizationRequest,
): Promise<TokenSet> {
  world.trace?.browser('came', `${redirectUri}?${parameters}`)
  // What a signed answer says is judged by the library, once its signature is.
  if (request.jarm) assertSigned(parameters)
  else assertCallback(parameters, connection, state)
  const {oidc, profile, issuer, binding} = connection
  const asked = askedScopes(profile, request)
  const config = configured(world, {...connection, authenticate: sendingExactly(redirectUri, connection)})
  if (request.jarm) oidc.useJwtResponseMode(config)
  const checks = {
    expectedState: state,
    pkceCodeVerifier: verifier,
    ...(asked.includes('openid') ? {expectedNonce: nonce, idTokenExpected: true} : {}),
    ...(request.maxAge === undefined ? {} : {maxAge: request.maxAge}),
  }
  const answer = await translated<TokenAnswer>(
    oidc.authorizationCodeGrant(
      config,
      broughtTo(redirectUri, parameters),
      checks,
      targetParameters(profile, request),
      binding,
    ),
    {what: request.jarm ? 'to sign in' : 'to exchange the code', issuer, hints: [loginCommand(profile)]},
  )
  return tokenSet(world, connection, answer, {grant: 'authorization_code', asked: asked.join(' ')})
}

/** The library sends a redirect URI that a parser has been through; it has to be the registered text, byte for byte. */
function sendingExactly(redirectUri: string, {authenticate}: Connection): ClientAuth {
  return (server, client, body, headers) => {
    body.set('redirect_uri', redirectUri)
    return authenticate(server, client, body, headers)
  }
}

/** Tokens in the answer were not asked for, and are not even shown to the library. */
function broughtTo(redirectUri: string, parameters: URLSearchParams): URL {
  const url = new URL(redirectUri)
  url.search = ''
  for (const name of ['code', 'state', 'iss', 'response']) {
    const value = parameters.get(name)
    if (value !== null) url.searchParams.set(name, value)
  }
  return url
}
