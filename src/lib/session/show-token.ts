import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {endOfToken, hasEnded, type ShownToken} from './freshness.ts'
import type {Renewing} from './keeping.ts'
import {loginCommand} from './not-signed-in.ts'
import {freshTokens} from './sessions.ts'

/** A token in the open: for the one command that prints it. */
export interface BareToken {
  readonly token: string
  readonly kind: ShownToken
  /** ISO 8601, UTC. */
  readonly expiresAt?: string
}

/**
 * A token of the session that can be used now.
 * @throws Failure `not_found` where the session has no ID token, `session_ended` where it has only an old one, and like
 * freshTokens.
 */
export async function bareToken(
  world: Renewing,
  profile: Profile,
  identity: string,
  kind: ShownToken,
): Promise<BareToken> {
  const tokenSet = await freshTokens(world, profile, identity, {kind})
  const token = kind === 'id' ? tokenSet.idToken : tokenSet.accessToken
  const hints = [`${loginCommand(profile.name, identity)} --scope openid`]
  if (token === undefined) throw new Failure('not_found', `The session for ${profile.name} has no ID token.`, {hints})
  if (kind === 'id' && hasEnded({tokenSet}, world.clock.now(), 'id'))
    throw new Failure('session_ended', `The ID token for ${profile.name} ended, and renewing brought no new one.`, {
      hints,
    })
  const end = endOfToken(tokenSet, kind)
  return {token, kind, ...(end !== undefined && {expiresAt: new Date(end).toISOString()})}
}
