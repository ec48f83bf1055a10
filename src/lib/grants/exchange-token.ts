import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {isCognito} from './cognito.ts'
import {type Connection, type ConnectOptions, connect, type Outside} from './connection.ts'
import {loginCommand} from './login-command.ts'
import {pinned} from './pinned.ts'
import {assertSameTokenEndpoint} from './refresh.ts'
import {type TokenAnswer, tokenSet} from './token-answer.ts'
import type {TokenSet} from './token-set.ts'
import {isUsable} from './token-types.ts'
import {translated} from './translate.ts'

/** A token as a party to an exchange, and what type it is. */
export interface Party {
  readonly token: string
  /** A URI of RFC 8693, 3, or one of the issuer's own. */
  readonly type: string
  /** The kept tokens it is one of. */
  readonly from?: TokenSet | undefined
}

export interface ExchangeRequest {
  /** On whose behalf. */
  readonly subject: Party
  /** Who acts for them, where that is somebody else. */
  readonly actor?: Party | undefined
  readonly requestedType?: string | undefined
  readonly scopes?: readonly string[] | undefined
  /** Addresses of the services the new token is for, and their names (RFC 8693, 2.1): each may be several. */
  readonly resources?: readonly string[] | undefined
  readonly audiences?: readonly string[] | undefined
  readonly clientSecret?: string | undefined
}

/** What an exchange brought. */
export interface IssuedToken {
  readonly token: string
  readonly issuedType: string
  /** `Bearer`, or `N_A` for what is no access token (RFC 8693, 2.2.1). */
  readonly tokenType: string
  readonly scope?: string
  /** Milliseconds since the epoch; absent where neither server nor token says. */
  readonly expiresAt?: number
  /** There where it can be kept and used as other access tokens are. */
  readonly tokens?: TokenSet
}

const grantType = 'urn:ietf:params:oauth:grant-type:token-exchange'

/**
 * A token for another one (RFC 8693): for another service, for less, or on somebody's behalf.
 *
 * @throws Failure `unsupported` at Cognito, which has no such grant, and for types of tokens nobody can use; `session_ended`
 *   for a session of another issuer; `token_rejected` for an answer that does not say what it is; `denied`, `unreachable`,
 *   `timed_out`, `throttled`.
 */
export async function exchangeToken(world: Outside, profile: Profile, request: ExchangeRequest): Promise<IssuedToken> {
  if (isCognito(profile))
    throw new Failure('unsupported', 'Amazon Cognito has no token exchange (RFC 8693).', {
      hints: [
        loginCommand(profile, '--scope SCOPE'),
        'a pre-token-generation trigger can put claims into the tokens of the pool',
      ],
    })
  const connection = await connectAs(world, profile, request)
  const {oidc, config, issuer} = connection
  const answer = await translated<TokenAnswer>(oidc.genericGrantRequest(config, grantType, parametersOf(request)), {
    what: 'the token exchange',
    issuer,
    hints: [],
  })
  return issued(world, connection, answer, request)
}

/** Tokens of a session go to the token endpoint they came from, or nowhere. */
async function connectAs(
  world: Outside,
  profile: Profile,
  {subject, actor, clientSecret}: ExchangeRequest,
): Promise<Connection> {
  const kept = [subject.from, actor?.from].filter(from => from !== undefined)
  for (const from of kept) pinned(profile, from)
  const connection = await connect(world, profile, {clientSecret} satisfies ConnectOptions)
  for (const from of kept) assertSameTokenEndpoint(connection, from, [loginCommand(profile)])
  return connection
}

function parametersOf({subject, actor, requestedType, scopes, resources, audiences}: ExchangeRequest): URLSearchParams {
  const parameters = new URLSearchParams({subject_token: subject.token, subject_token_type: subject.type})
  if (actor) {
    parameters.set('actor_token', actor.token)
    parameters.set('actor_token_type', actor.type)
  }
  if (requestedType !== undefined) parameters.set('requested_token_type', requestedType)
  if (scopes?.length) parameters.set('scope', scopes.join(' '))
  for (const resource of resources ?? []) parameters.append('resource', resource)
  for (const audience of audiences ?? []) parameters.append('audience', audience)
  return parameters
}

async function issued(
  world: Outside,
  connection: Connection,
  answer: TokenAnswer,
  {scopes}: ExchangeRequest,
): Promise<IssuedToken> {
  const {access_token: token, issued_token_type: issuedType, token_type: said} = answer
  if (typeof issuedType !== 'string' || issuedType === '')
    throw new Failure('token_rejected', 'The server does not say what type of token it issued (issued_token_type).')
  if (said.toLowerCase() === 'n_a' || !isUsable(issuedType))
    return {token, issuedType, tokenType: 'N_A', ...(answer.scope !== undefined && {scope: answer.scope})}
  const tokens = await tokenSet(world, connection, answer, {grant: 'token_exchange', asked: scopes?.join(' ')})
  const {scope, expiresAt, tokenType} = tokens
  return {
    token,
    issuedType: issuedType.slice(0, 200),
    tokenType,
    ...(scope !== undefined && {scope}),
    ...(expiresAt !== undefined && {expiresAt}),
    tokens,
  }
}
