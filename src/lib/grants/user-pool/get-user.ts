import {Failure} from '../../failure.ts'
import type {Profile} from '../../profile/profile.ts'
import type {Outside} from '../connection.ts'
import {loginCommand} from '../login-command.ts'
import {pinned} from '../pinned.ts'
import type {TokenSet} from '../token-set.ts'
import {poolClient} from './pool-client.ts'
import {Refusal} from './refusal.ts'
import {isObject, text} from './replies.ts'
import {worded} from './worded.ts'

/** The scope with which a person may ask the pool about themselves. */
export const selfService = 'aws.cognito.signin.user.admin'

/**
 * What the pool says about the person now (Cognito API reference, GetUser), as claims.
 * @throws Failure `session_ended` when the access token is no longer accepted; `denied`, `token_rejected`, `unreachable`,
 *   `timed_out`, `throttled`.
 */
export async function fetchPoolUser(
  world: Outside,
  profile: Profile,
  tokens: TokenSet,
): Promise<Readonly<Record<string, unknown>> & {readonly sub: string}> {
  const from = tokens.grant === 'user_pool' ? {endpoint: tokens.tokenEndpoint} : {}
  const client = poolClient(world, pinned(profile, tokens), from)
  try {
    const {Username, UserAttributes} = await client.ask('GetUser', {AccessToken: tokens.accessToken})
    const {sub = '', ...attributes} = attributesIn(UserAttributes)
    if (tokens.subject !== undefined && sub !== tokens.subject)
      throw new Failure('token_rejected', 'The pool’s answer is about somebody else (sub).')
    return {sub, ...(text(Username) !== undefined && {username: Username}), ...attributes}
  } catch (error) {
    if (error instanceof Refusal && error.name === 'NotAuthorizedException')
      throw new Failure('session_ended', `The pool no longer accepts this session: ${error.sentence}`, {
        hints: [loginCommand(profile, '--flow srp')],
        cause: error,
      })
    throw worded(error, {client})
  }
}

/** `{Name, Value}` pairs as an object. */
function attributesIn(list: unknown): Record<string, string> {
  const pairs = Array.isArray(list) ? list.filter(isObject) : []
  return Object.fromEntries(pairs.map(({Name, Value}) => [String(Name), text(Value) ?? '']))
}
