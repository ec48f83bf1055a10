import type {AccessToken, KoaContextWithOIDC, Provider, TokenEndpointGrantContext} from 'oidc-provider'
import type {Stack} from '../stack.ts'
import type {Pool} from '../state.ts'
import type {Library} from './engine.ts'

export const grantType = 'urn:ietf:params:oauth:grant-type:token-exchange'
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'
const jwtType = 'urn:ietf:params:oauth:token-type:jwt'

export const exchangeParameters = [
  'subject_token',
  'subject_token_type',
  'actor_token',
  'actor_token_type',
  'requested_token_type',
  'audience',
  'resource',
  'scope',
]

const actors = new WeakMap<object, {sub: string; client_id?: string}>()

/** Who acts for somebody else in the token being issued (RFC 8693, section 4.1). */
export function actorOf(ctx: KoaContextWithOIDC): {sub: string; client_id?: string} | undefined {
  return actors.get(ctx.oidc)
}

/**
 * RFC 8693: a person's access token for another one, for another client, resource or fewer scopes. Confidential clients
 * may exchange any token of this issuer, public ones their own.
 */
export function tokenExchange(stack: Stack, pool: Pool, provider: Provider, {errors}: Library) {
  return async (ctx: TokenEndpointGrantContext): Promise<void> => {
    const {client, params} = ctx.oidc
    const subject = await presented('subject')
    if (!subject) throw new errors.InvalidRequest('subject_token and subject_token_type are required')
    if (client.clientAuthMethod === 'none' && subject.clientId !== client.clientId)
      throw new errors.InvalidGrant('a public client may exchange its own tokens only')
    const wanted = params.requested_token_type
    if (wanted !== undefined && wanted !== accessTokenType && wanted !== jwtType)
      throw new errors.InvalidRequest('only access tokens can be requested')

    const scopes = typeof params.scope === 'string' ? params.scope.split(' ').filter(Boolean) : [...subject.scopes]
    const excess = scopes.find(scope => !subject.scopes.has(scope))
    if (excess !== undefined) throw new errors.InvalidScope('the subject token does not have this scope', excess)

    const actor = await presented('actor')
    if (actor) actors.set(ctx.oidc, {sub: actor.accountId, ...(actor.clientId && {client_id: actor.clientId})})
    else if (subject.clientId !== client.clientId) actors.set(ctx.oidc, {sub: client.clientId})

    const grant = new provider.Grant({accountId: subject.accountId, clientId: client.clientId})
    grant.addOIDCScope(scopes.join(' '))
    const token = new provider.AccessToken({
      client,
      accountId: subject.accountId,
      grantId: await grant.save(),
      gty: grantType,
      scope: scopes.join(' '),
      expiresIn: Math.max(1, subject.remainingTTL),
    })
    const audience = target()
    if (audience !== undefined) token.aud = audience
    const value = await token.save()
    ctx.body = {
      access_token: value,
      issued_token_type: accessTokenType,
      token_type: 'Bearer',
      expires_in: token.expiration,
      ...(scopes.length > 0 && {scope: scopes.join(' ')}),
    }

    async function presented(role: 'subject' | 'actor'): Promise<AccessToken | undefined> {
      const [value, type] = [params[`${role}_token`], params[`${role}_token_type`]]
      if (value === undefined && type === undefined) return undefined
      if (typeof value !== 'string' || (type !== accessTokenType && type !== jwtType))
        throw new errors.InvalidRequest(`${role}_token must be an access token of this issuer`)
      const found = await provider.AccessToken.find<AccessToken>(value)
      if (!found?.isValid || !pool.users.size || found.isSenderConstrained())
        throw new errors.InvalidRequest(`${role}_token is expired, revoked, bound to a key, or not from here`)
      return found
    }

    function target(): string | undefined {
      const named = [params.resource, params.audience].flat().filter(name => typeof name === 'string')
      if (named.length > 1) throw new errors.InvalidTarget('one resource or audience at a time')
      const [name] = named
      const known =
        name === undefined || pool.clients.has(name) || pool.resourceServers.has(name) || name.startsWith(stack.origin)
      if (!known) throw new errors.InvalidTarget('no client, resource server or API of this stack has this name')
      return name
    }
  }
}
