import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import {type AuthorizationRequest, assertCodeFlow, authorizationRequest} from './authorization-request.ts'
import type {Connection, Outside} from './connection.ts'
import {loginCommand} from './login-command.ts'
import {type Answer, openReceiver, type Receiver} from './loopback-receiver.ts'
import {redeemed} from './redeem-code.ts'
import {redirectUris, registering, withRegistered} from './redirect-uris.ts'
import type {SignInRequest} from './sign-in-request.ts'
import type {TokenSet} from './token-set.ts'

const patienceMs = 5 * 60_000

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
  assertCodeFlow(connection)
  const {profile} = connection
  const receiver = await openReceiver(redirectUris(await withRegistered(profile, request), request))
  try {
    const asked = await authorizationRequest(connection, request, receiver.redirectUri)
    await invite(world, request, asked)
    const answer = await waited(world, connection, request, receiver)
    return await concluded(answer, () => redeemed(world, connection, request, answer.parameters, asked))
  } finally {
    receiver.close()
  }
}

/** The address is always shown: an opener that started is no promise that a page appeared. */
async function invite(
  {browser, trace}: Pick<World, 'browser' | 'trace'>,
  request: SignInRequest,
  {url}: AuthorizationRequest,
): Promise<void> {
  trace?.browser('sent', url.href)
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
  {profile}: Connection,
  {timeoutMs = patienceMs}: SignInRequest,
  {answer, redirectUri}: Receiver,
): Promise<Answer> {
  const done = new AbortController()
  const end = clock.sleep(timeoutMs, AbortSignal.any([cancelled, done.signal])).then(() => {
    throw new Failure(
      'timed_out',
      `Nobody came back from the sign-in page within ${Math.round(timeoutMs / 1000)} s. If it spoke of a redirect mismatch, ${redirectUri} has to be registered with the client, exactly so.`,
      {hints: [registering(profile, redirectUri), loginCommand(profile, '--timeout SECONDS')]},
    )
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
