import {Failure} from '../failure.ts'
import {type ExchangeRequest, exchangeToken, type IssuedToken, type Party} from '../grants/exchange-token.ts'
import {isUsable, tokenType} from '../grants/token-types.ts'
import type {Profile, Store} from '../profile/profile.ts'
import {whomWords} from '../whom.ts'
import {accounted} from './accounted.ts'
import {clientProof} from './client-proof.ts'
import type {Renewing} from './keeping.ts'
import {assertName, asWords} from './names.ts'
import type {StoredKind} from './one-token.ts'
import {assertStoreUsable, freshTokens, saveSession} from './sessions.ts'

/** A party to an exchange: a token that was handed in, or the session of an identity. */
export type Named = {readonly token: string; readonly type?: string | undefined} | InSession

interface InSession {
  readonly identity: string
  readonly type?: string | undefined
}

export interface Exchange extends Pick<ExchangeRequest, 'scopes' | 'resources' | 'audiences' | 'clientSecret'> {
  readonly subject: Named
  readonly actor?: Named | undefined
  readonly requestedType?: string | undefined
}

/** What an exchange brought, without the token. */
export interface Exchanged {
  readonly issuedTokenType: string
  readonly tokenType: string
  readonly scope?: string
  /** ISO 8601, UTC. */
  readonly expiresAt?: string
}

/** And where it is kept. */
export interface ExchangedSession extends Exchanged {
  readonly profile: string
  readonly identity: string
  readonly storage: Store
}

/**
 * Exchanges and keeps the new token under an identity of its own. That it could be kept is made sure of first.
 * @throws Failure `usage` for an identity that takes part; `unsupported` for what is no access token; `storage_unavailable`, `storage_failed`; as `exchanged` does.
 */
export async function exchangeIntoSession(
  world: Renewing,
  profile: Profile,
  exchange: Exchange,
  {identity, store = profile.store ?? 'keyring'}: {readonly identity: string; readonly store?: Store | undefined},
): Promise<ExchangedSession> {
  assertName('profile', profile.name)
  assertName('identity', identity)
  assertElsewhere(exchange, identity)
  if (exchange.requestedType !== undefined && !isUsable(tokenType(exchange.requestedType))) throw notKept('asked for')
  await assertStoreUsable(world, store)
  const {tokens, ...issued} = await exchanged(world, profile, exchange)
  if (!tokens) throw notKept(`issued (${issued.issuedType.slice(0, 200)})`)
  await saveSession(world, profile, identity, tokens, store)
  return {profile: profile.name, identity, ...described(issued), storage: store}
}

/** Exchanges and hands the new token over, keeping nothing. @throws Failure as `exchanged` does. */
export async function exchangeOnce(
  world: Renewing,
  profile: Profile,
  exchange: Exchange,
): Promise<Exchanged & {readonly token: string}> {
  const issued = await exchanged(world, profile, exchange)
  return {token: issued.token, ...described(issued)}
}

async function exchanged(world: Renewing, profile: Profile, exchange: Exchange): Promise<IssuedToken> {
  const {subject, actor, requestedType, clientSecret} = exchange
  const request = {
    ...exchange,
    subject: await partyOf(world, profile, subject),
    actor: actor && (await partyOf(world, profile, actor)),
    requestedType: requestedType === undefined ? undefined : tokenType(requestedType),
    clientSecret: await clientProof(world, profile, clientSecret),
  }
  const act = {operation: 'exchange', profile, ...('identity' in subject && {identity: subject.identity})} as const
  return accounted(world, act, () => exchangeToken(world, profile, request))
}

/** The session's access token, renewed if it is near its end, unless another type of token is named. */
async function partyOf(world: Renewing, profile: Profile, named: Named): Promise<Party> {
  const {type = 'access'} = named
  if ('token' in named) return {token: named.token, type: tokenType(type)}
  const kind = kindOf(type)
  const from = await freshTokens(world, profile, named.identity, {kind: kind === 'id' ? 'id' : 'access'})
  const token = {access: from.accessToken, id: from.idToken, refresh: from.refreshToken}[kind]
  if (token !== undefined) return {token, type: tokenType(type), from}
  throw new Failure('not_found', `The session for ${profile.name} as ${named.identity} has no ${kind} token.`, {
    hints: [['authctl status', ...whomWords(profile), ...asWords(named.identity)].join(' ')],
  })
}

function kindOf(type: string): StoredKind {
  const uri = tokenType(type)
  return uri === tokenType('id') ? 'id' : uri === tokenType('refresh') ? 'refresh' : 'access'
}

function described({issuedType, tokenType, scope, expiresAt}: Omit<IssuedToken, 'token'>): Exchanged {
  return {
    issuedTokenType: issuedType,
    tokenType,
    ...(scope !== undefined && {scope}),
    ...(expiresAt !== undefined && {expiresAt: new Date(expiresAt).toISOString()}),
  }
}

/** A session that takes part would be lost. */
function assertElsewhere({subject, actor}: Exchange, identity: string): void {
  if (![subject, actor].some(party => party && 'identity' in party && party.identity === identity)) return
  throw new Failure('usage', `The new token would take the place of the session of ${identity} it is exchanged from.`, {
    hints: ['pass --as with another name'],
  })
}

function notKept(what: string): Failure {
  return new Failure('unsupported', `Only access tokens are kept as sessions; another type of token was ${what}.`, {
    hints: ['pass --print in place of --as: it hands the token over'],
  })
}
