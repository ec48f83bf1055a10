import type {ClientAuth} from 'openid-client'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import {assertCallback} from './callback.ts'
import {type Connection, configured, type Outside} from './connection.ts'
import {endpointOf} from './discovery.ts'
import {loginCommand} from './login-command.ts'
import {type Answer, openReceiver} from './loopback-receiver.ts'
import {redirectUris} from './redirect-uris.ts'
import {askedScopes, pageParameters, targetParameters} from './request-parameters.ts'
import type {SignInRequest} from './sign-in-request.ts'
import {type TokenAnswer, tokenSet} from './token-answer.ts'
import type {TokenSet} from './token-set.ts'
import {translated} from './translate.ts'

const patienceMs = 5 * 60_000

/** What one sign-in keeps to itself until the answer comes: fresh each time, 256 bits each. */
interface Secrets {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/**
 * Signs a person in through a browser: authorization code with PKCE (RFC 7636) over a loopback redirect (RFC 8252).
 *
 * @throws Failure `denied`, `timed_out`, `cancelled`, `conflict` (no free port), `token_rejected`, `unsupported`,
 *   `unreachable`, `usage`. The port is closed again in every case.
 */
export async function authorizationCode(
  world: Outside & Pick<World, 'browser'>,
  connection: Connection,
  request: SignInRequest,
): Promise<TokenSet> {
  const {oidc, server, profile} = connection
  assertPkce(connection)
  endpointOf(server, 'authorization_endpoint')
  endpointOf(server, 'token_endpoint')
  const receiver = await openReceiver(redirectUris(profile, request))
  try {
    const secrets = {state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier()}
    const url = await authorizationUrl(connection, request, receiver.redirectUri, secrets)
    await invite(world, request, url)
    const answer = await waited(world, request, receiver.answer, receiver.redirectUri)
    return await concluded(answer, async () => {
      assertCallback(answer.parameters, connection, secrets.state)
      return redeem(world, connection, request, answer.parameters, receiver.redirectUri, secrets)
    })
  } finally {
    receiver.close()
  }
}

/** Metadata need not mention PKCE (Cognito's does not); a server that says it knows only `plain` is not asked. */
function assertPkce({server, issuer}: Connection): void {
  const methods = server.code_challenge_methods_supported
  if (!Array.isArray(methods) || methods.length === 0 || methods.includes('S256')) return
  throw new Failure('unsupported', `${issuer} offers PKCE without S256 only, which protects nothing.`)
}

async function authorizationUrl(
  {oidc, config, profile, issuer, server, binding}: Connection,
  request: SignInRequest,
  redirectUri: string,
  {state, nonce, verifier}: Secrets,
): Promise<URL> {
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
  }
  if (!request.par && server.require_pushed_authorization_requests !== true)
    return oidc.buildAuthorizationUrl(config, parameters)
  endpointOf(server, 'pushed_authorization_request_endpoint')
  const pushed = oidc.buildAuthorizationUrlWithPAR(config, parameters, binding)
  return translated(pushed, {what: 'the sign-in request', issuer})
}

/** The address is always shown: an opener that started is no promise that a page appeared. */
async function invite({browser}: Pick<World, 'browser'>, request: SignInRequest, url: URL): Promise<void> {
  request.tell.visit({url: url.href, opening: request.browser})
  if (!request.browser) return
  try {
    await browser.open(url)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    request.tell.remark(`${error.message} Open the address above yourself.`)
  }
}

async function waited(
  {clock, cancelled}: Outside,
  {timeoutMs = patienceMs}: SignInRequest,
  answer: Promise<Answer>,
  redirectUri: string,
): Promise<Answer> {
  const done = new AbortController()
  const end = clock.sleep(timeoutMs, AbortSignal.any([cancelled, done.signal])).then(() => {
    throw new Failure('timed_out', `Nobody came back from the sign-in page within ${Math.round(timeoutMs / 1000)} s.`, {
      hints: [
        `if the page spoke of a redirect mismatch, register exactly ${redirectUri} with the client`,
        'authctl login --timeout SECONDS',
      ],
    })
  })
  try {
    return await Promise.race([answer, end])
  } finally {
    done.abort()
  }
}

/** Shows the person in the browser how it ended, as the terminal will. */
async function concluded<T>(answer: Answer, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work()
    await answer.reply({
      status: 200,
      title: 'You are signed in',
      words: 'You can close this page and go back to the terminal.',
    })
    return result
  } catch (error) {
    const words = error instanceof Failure ? error.message : 'Something went wrong. Look at the terminal.'
    await answer.reply({status: 400, title: 'Sign-in failed', words})
    throw error
  }
}

async function redeem(
  world: Outside,
  connection: Connection,
  request: SignInRequest,
  parameters: URLSearchParams,
  redirectUri: string,
  {state, nonce, verifier}: Secrets,
): Promise<TokenSet> {
  const {oidc, profile, issuer, binding} = connection
  const asked = askedScopes(profile, request)
  const config = configured(world, {...connection, authenticate: sendingExactly(redirectUri, connection)})
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
    {what: 'to exchange the code', issuer, hints: [loginCommand(profile)]},
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
  for (const name of ['code', 'state', 'iss']) {
    const value = parameters.get(name)
    if (value !== null) url.searchParams.set(name, value)
  }
  return url
}
