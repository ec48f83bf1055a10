import {Failure} from '../failure.ts'
import {isCognito} from '../grants/cognito.ts'
import {signOutEverywhere} from '../grants/user-pool/sign-out-everywhere.ts'
import type {Profile} from '../profile/profile.ts'
import {whomWords} from '../whom.ts'
import type {Renewing} from './keeping.ts'
import type {Session} from './open-session.ts'
import {freshTokens} from './sessions.ts'
import type {AtServer} from './sign-out.ts'

/** What became of the sessions on other devices; that it failed is no reason to leave this one. */
export async function endedEverywhere(
  world: Renewing,
  profile: Profile,
  {tokenSet}: Session,
): Promise<Pick<AtServer, 'everywhere' | 'reason' | 'failed'>> {
  try {
    await signOutEverywhere(world, profile, tokenSet)
    return {everywhere: true}
  } catch (error) {
    if (!(error instanceof Failure) || world.cancelled.aborted) throw error
    return {everywhere: false, reason: error.message, failed: true}
  }
}

/** @throws Failure `unsupported`: no standard knows how to end sessions that one does not have. */
export function assertPool(profile: Profile): void {
  if (isCognito(profile)) return
  throw new Failure('unsupported', 'Only a Cognito user pool ends the sessions on all devices.', {
    hints: [['authctl logout', ...whomWords(profile)].join(' ')],
  })
}

/** Sees to it that the kept access token is good, where it can be: the pool asks for one. */
export async function refreshed(
  world: Renewing,
  profile: Profile,
  identity: string,
  clientSecret: string | undefined,
): Promise<void> {
  try {
    await freshTokens(world, profile, identity, {clientSecret})
  } catch (error) {
    if (!(error instanceof Failure) || world.cancelled.aborted) throw error
  }
}
