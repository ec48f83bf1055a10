import {Failure} from '../../failure.ts'
import type {Profile} from '../../profile/profile.ts'
import type {Outside} from '../connection.ts'
import {loginCommand} from '../login-command.ts'
import {pinned} from '../pinned.ts'
import type {TokenSet} from '../token-set.ts'
import {selfService} from './get-user.ts'
import {poolClient} from './pool-client.ts'
import {Refusal} from './refusal.ts'
import {worded} from './worded.ts'

/**
 * Ends every session this person has at the pool, on all devices (Cognito API reference, GlobalSignOut).
 * @throws Failure `denied` for an access token without the scope for it; `unreachable`, `timed_out`, `throttled`.
 */
export async function signOutEverywhere(world: Outside, profile: Profile, tokens: TokenSet): Promise<void> {
  const from = tokens.grant === 'user_pool' ? {endpoint: tokens.tokenEndpoint} : {}
  const client = poolClient(world, pinned(profile, tokens), from)
  try {
    await client.ask('GlobalSignOut', {AccessToken: tokens.accessToken})
  } catch (error) {
    const hints = [loginCommand(profile, `--scope openid --scope ${selfService}`)]
    if (error instanceof Refusal && error.name === 'NotAuthorizedException')
      throw new Failure('denied', `The pool signs nobody out everywhere by this token: ${error.message}.`, {
        hints,
        cause: error,
      })
    throw worded(error, {client})
  }
}
