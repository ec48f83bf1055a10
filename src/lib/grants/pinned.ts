import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {loginCommand} from './login-command.ts'
import type {TokenSet} from './token-set.ts'

/**
 * The profile, as long as it still means the issuer and client that minted these tokens: a session is never shown to
 * another.
 * @throws Failure `session_ended`.
 */
export function pinned(profile: Profile, {issuer, clientId}: Pick<TokenSet, 'issuer' | 'clientId'>): Profile {
  if (profile.issuer === issuer && profile.clientId === clientId) return profile
  throw new Failure(
    'session_ended',
    `The session is with ${issuer} (client ${clientId}); the profile ${profile.name} now means another.`,
    {hints: [loginCommand(profile)]},
  )
}
