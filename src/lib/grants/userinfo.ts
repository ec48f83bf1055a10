import type {Profile} from '../profile/profile.ts'
import {cleanDocument} from '../redaction/cleaning.ts'
import {knowing} from '../redaction/learning.ts'
import {type ConnectOptions, connect, type Outside} from './connection.ts'
import {endpointOf} from './discovery.ts'
import {loginCommand} from './login-command.ts'
import {pinned} from './pinned.ts'
import type {TokenSet} from './token-set.ts'
import {translated} from './translate.ts'

/**
 * What the issuer says about the person now (OpenID Connect Core, section 5.3); about the one who signed in, or nothing.
 * `clientSecret` is the certificate of a client that has one: its tokens may be bound to it (RFC 8705, section 3).
 *
 * @throws Failure `session_ended` when the access token is no longer accepted; `denied` when its scope is too narrow;
 *   `token_rejected` when the answer is about somebody else; `unsupported`, `unreachable`, `timed_out`, `throttled`.
 */
export async function fetchUserinfo(
  world: Outside,
  profile: Profile,
  tokens: TokenSet,
  {clientSecret}: Pick<ConnectOptions, 'clientSecret'> = {},
): Promise<Readonly<Record<string, unknown>> & {readonly sub: string}> {
  const {proofKey} = tokens
  const clientAuth = clientSecret === undefined ? 'none' : 'tls'
  const client = {...pinned(profile, tokens), clientAuth} as const
  const {oidc, config, server, binding} = await connect(world, client, {proofKey, clientSecret})
  endpointOf(server, 'userinfo_endpoint')
  const {accessToken, subject} = tokens
  const asked = oidc.fetchUserInfo(config, accessToken, subject ?? oidc.skipSubjectCheck, binding)
  const told = await translated(asked, {
    what: 'to say who this is',
    issuer: tokens.issuer,
    hints: [loginCommand(profile, '--scope openid')],
  })
  return cleanDocument(knowing(accessToken), told)
}
