import {randomUUID} from 'node:crypto'
import type {TokenEndpointGrantContext} from 'oidc-provider'
import {readableAttributes} from '../cognito/attributes.ts'
import {assertSameDevice} from '../cognito/refresh.ts'
import {Problem} from '../problem.ts'
import {issueRefreshToken, redeemRefreshToken, rotateRefreshToken} from '../refresh-tokens.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool} from '../state.ts'
import {lifetime, mintAccessToken, mintClientToken, mintIdToken, type SignIn} from '../tokens.ts'
import {scopesOf} from './clients.ts'
import type {Library} from './engine.ts'
import {claimsByScope, userBySub} from './people.ts'
import {keepNote} from './records.ts'
import {resourceScopes} from './scopes.ts'
import {drift} from './time.ts'

type Grant = (ctx: TokenEndpointGrantContext) => Promise<void>

/** Refresh tokens are the pool's own, the same ones as at the Cognito API. */
export function refreshToken(stack: Stack, pool: Pool, {errors}: Library): Grant {
  return async ctx => {
    const client = clientOf(pool, ctx)
    const token = ctx.oidc.params.refresh_token
    if (typeof token !== 'string') throw new errors.InvalidRequest('refresh_token is missing')
    try {
      const {kept, user} = redeemRefreshToken(stack, pool, client, token)
      assertSameDevice(kept, undefined)
      const {originJti, scope, authTime, viaOAuth} = kept
      const signIn: SignIn = {pool, client, user, scope, authTime, originJti, eventId: randomUUID(), viaOAuth}
      const replacement = rotateRefreshToken(stack, signIn, kept)
      ctx.body = {...(await tokens(stack, signIn)), ...(replacement !== undefined && {refresh_token: replacement})}
    } catch (refusal) {
      if (refusal instanceof Problem) throw new errors.InvalidGrant(refusal.message)
      throw refusal
    }
  }
}

/** A machine's token: for the custom scopes its client is allowed, all of them unless it asks for fewer. */
export function clientCredentials(stack: Stack, pool: Pool, {errors}: Library): Grant {
  return async ctx => {
    const client = clientOf(pool, ctx)
    const custom = new Set(resourceScopes(pool))
    const allowed = scopesOf(client).filter(scope => custom.has(scope))
    const asked = typeof ctx.oidc.params.scope === 'string' ? ctx.oidc.params.scope.split(' ').filter(Boolean) : allowed
    const unknown = asked.find(scope => !custom.has(scope))
    if (unknown !== undefined) throw new errors.InvalidScope('no resource server has this scope', unknown)
    const refused = asked.find(scope => !allowed.includes(scope))
    if (refused !== undefined) throw new errors.InvalidGrant(`the client is not allowed the scope ${refused}`)
    ctx.body = {
      access_token: await mintClientToken(stack, pool, client, asked.join(' ')),
      expires_in: lifetime(client, 'AccessToken'),
      token_type: 'Bearer',
    }
  }
}

/**
 * Turns the engine's answer into Cognito's: codes are exchanged for tokens minted here, refusals are 400 with the code
 * alone, and why is said in the log.
 */
export async function shapeTokenAnswer(stack: Stack, pool: Pool, ctx: TokenEndpointGrantContext): Promise<void> {
  ctx.type = 'application/json;charset=UTF-8'
  const body = ctx.body as {error?: string; error_description?: string}
  if (body.error !== undefined) {
    ctx.status = ctx.status >= 500 ? 500 : 400
    ctx.remove('www-authenticate')
    // Cognito tells a flow the client does not have from a request that is malformed; the engine does not.
    const closed = body.error_description === 'requested grant type is not allowed for this client'
    ctx.body = {error: closed ? 'unauthorized_client' : body.error}
  } else if (ctx.oidc.entities.AuthorizationCode) ctx.body = await exchanged(stack, pool, ctx)
}

async function exchanged(stack: Stack, pool: Pool, ctx: TokenEndpointGrantContext): Promise<object> {
  const {AuthorizationCode: code, AccessToken: internal} = ctx.oidc.entities
  const user = userBySub(pool, code?.accountId ?? '')
  if (!code || !user) throw new Error('the engine exchanged a code that belongs to nobody')
  const signIn: SignIn = {
    pool,
    client: clientOf(pool, ctx),
    user,
    scope: code.scope ?? '',
    authTime: (code.authTime ?? 0) + drift(stack),
    originJti: randomUUID(),
    eventId: randomUUID(),
    viaOAuth: true,
  }
  await internal?.destroy()
  keepNote(stack, originNote(pool, code.grantId ?? ''), {originJti: signIn.originJti}, 300)
  return {...(await tokens(stack, signIn, code.nonce)), refresh_token: issueRefreshToken(stack, signIn)}
}

/** Where the sign-in that a grant's code was exchanged for is noted. */
export function originNote(pool: Pool, grantId: string): string {
  return `${pool.id}/origin/${grantId}`
}

async function tokens(stack: Stack, signIn: SignIn, nonce?: string): Promise<object> {
  const accessToken = await mintAccessToken(stack, signIn)
  const attributes = attributesFor(signIn)
  return {
    ...(signIn.scope.split(' ').includes('openid') && {
      id_token: await mintIdToken(stack, signIn, {attributes, accessToken, ...(nonce !== undefined && {nonce})}),
    }),
    access_token: accessToken,
    expires_in: lifetime(signIn.client, 'AccessToken'),
    token_type: 'Bearer',
  }
}

/** With `openid` alone, all the client may read; with further scopes beside it, only what those cover. */
export function attributesFor({
  client,
  user,
  scope,
}: Pick<SignIn, 'client' | 'user' | 'scope'>): Record<string, string> {
  const narrowing = scope.split(' ').filter(name => name in claimsByScope) as (keyof typeof claimsByScope)[]
  const covered = new Set(narrowing.flatMap(name => claimsByScope[name]))
  return Object.fromEntries(
    readableAttributes(client, user)
      .filter(({Name = ''}) => narrowing.length === 0 || covered.has(Name))
      .map(({Name = '', Value = ''}) => [Name, Value]),
  )
}

function clientOf(pool: Pool, ctx: TokenEndpointGrantContext): Client {
  const client = pool.clients.get(ctx.oidc.client.clientId)
  if (!client) throw new Error('the engine authenticated a client that is gone')
  return client
}
