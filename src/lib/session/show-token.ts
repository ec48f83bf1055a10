import {Failure} from '../failure.ts'
import {loginCommand} from '../grants/login-command.ts'
import {missingScopes} from '../grants/token-answer.ts'
import type {TokenSet} from '../grants/token-set.ts'
import type {Profile} from '../profile/profile.ts'
import {endOfToken, hasEnded, type ShownToken} from './freshness.ts'
import type {Renewing} from './keeping.ts'
import {asWords} from './names.ts'
import {type FreshOptions, freshTokens} from './sessions.ts'

/** A token in the open: for a command that prints it. */
export interface BareToken {
  readonly token: string
  readonly kind: ShownToken
  /** How it is shown to a server: `Bearer`, or `DPoP` where only the holder of the session’s key can use it. */
  readonly scheme: string
  /** ISO 8601, UTC. */
  readonly expiresAt?: string
}

/** Which token of a session, and what it must be good for. */
export interface TokenWish extends FreshOptions {
  readonly kind: ShownToken
  readonly scopes?: readonly string[] | undefined
}

/**
 * A token of the session that can be used now.
 * @throws Failure `denied` where the session has not all of these scopes, `not_found` where it has no ID token,
 * `session_ended` where it has only an old one, and like freshTokens.
 */
export async function bareToken(
  world: Renewing,
  profile: Profile,
  identity: string,
  {scopes = [], ...wish}: TokenWish,
): Promise<BareToken> {
  const tokenSet = await freshTokens(world, profile, identity, wish)
  assertScopes(tokenSet, scopes, loginCommand(profile, ...asWords(identity), `--scope "${scopes.join(' ')}"`))
  const hints = [loginCommand(profile, ...asWords(identity), '--scope openid')]
  if (wish.kind === 'access') return shown(tokenSet, 'access')
  if (tokenSet.idToken === undefined)
    throw new Failure('not_found', `The session for ${profile.name} has no ID token.`, {hints})
  if (hasEnded({tokenSet}, world.clock.now(), 'id'))
    throw new Failure('session_ended', `The ID token for ${profile.name} ended, and renewing brought no new one.`, {
      hints,
    })
  return shown(tokenSet, 'id')
}

function assertScopes(tokenSet: TokenSet, scopes: readonly string[], mends: string): void {
  const missing = missingScopes(
    tokenSet,
    scopes.flatMap(scope => scope.split(/\s+/)),
  )
  if (missing.length === 0) return
  throw new Failure('denied', `The session was not granted ${missing.join(' ')}; it has: ${tokenSet.scope}.`, {
    hints: [mends],
  })
}

/** One token out of a set that has it. */
export function shown(tokenSet: TokenSet, kind: ShownToken): BareToken {
  const token = (kind === 'id' ? tokenSet.idToken : undefined) ?? tokenSet.accessToken
  const end = endOfToken(tokenSet, kind)
  const scheme = kind === 'access' ? tokenSet.tokenType : 'Bearer'
  return {token, kind, scheme, ...(end !== undefined && {expiresAt: new Date(end).toISOString()})}
}
