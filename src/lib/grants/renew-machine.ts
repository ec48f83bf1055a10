import type {Profile} from '../profile/profile.ts'
import {clientCredentials} from './client-credentials.ts'
import {connect, type Outside} from './connection.ts'
import {loginCommand} from './login-command.ts'
import {pinned} from './pinned.ts'
import {assertSameTokenEndpoint} from './refresh.ts'
import type {TokenSet} from './token-set.ts'

/**
 * Another token for the client itself, for the scope and target the old one had: this grant has no refresh tokens
 * (RFC 6749, section 4.4.3), it is asked again.
 *
 * @throws Failure `session_ended` when the issuer now names another token endpoint than at sign-in, which then gets no
 *   secret; `input_required` without a secret; `denied`, `unreachable`, `timed_out`, `throttled`.
 */
export async function renewMachineTokens(
  world: Outside,
  profile: Profile,
  tokens: TokenSet,
  {clientSecret}: {readonly clientSecret?: string | undefined},
): Promise<TokenSet> {
  const hints = [loginCommand(profile, '--flow client-credentials')]
  const {resource: _, ...client} = pinned(profile, tokens)
  const connection = await connect(world, client, {clientSecret, proofKey: tokens.proofKey})
  assertSameTokenEndpoint(connection, tokens, hints)
  const scopes = tokens.scope?.split(' ')
  return clientCredentials(world, connection, {...tokens.target, ...(scopes && {scopes})})
}
