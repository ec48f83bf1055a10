import type Provider from 'oidc-provider'
import {errors} from 'oidc-provider'

const grantType = 'urn:ietf:params:oauth:grant-type:token-exchange'
const type = (name: string) => `urn:ietf:params:oauth:token-type:${name}`
const parameters = [
  'subject_token',
  'subject_token_type',
  'actor_token',
  'actor_token_type',
  'requested_token_type',
  'audience',
  'resource',
  'scope',
]

/** Teaches a provider token exchange (RFC 8693), which the library leaves to whoever uses it: any client, any audience. */
export function exchanging(provider: Provider): void {
  const exchange = async (ctx: any) => {
    const {client, params} = ctx.oidc
    const subject = await provider.AccessToken.find(params.subject_token)
    if (!subject || params.subject_token_type !== type('access_token')) throw new errors.InvalidGrant('subject_token')
    if (params.actor_token && !(await provider.AccessToken.find(params.actor_token)))
      throw new errors.InvalidGrant('actor_token')
    const scope = params.scope ?? [...subject.scopes].join(' ')
    const excess = scope.split(' ').find((one: string) => !subject.scopes.has(one))
    if (excess) throw new errors.InvalidScope('not in the subject token', excess)
    const token = new provider.AccessToken({
      client,
      accountId: subject.accountId,
      grantId: subject.grantId,
      scope,
    } as never)
    ctx.oidc.entity('AccessToken', token)
    ctx.body = {
      access_token: await token.save(),
      issued_token_type: type('access_token'),
      token_type: 'Bearer',
      expires_in: token.expiration,
      scope,
    }
  }
  provider.registerGrantType(grantType, exchange as never, parameters, ['audience', 'resource'])
}

/** A client of such a provider that signs people in and exchanges. */
export const exchangingClient = {
  client_id: 'exchanger',
  application_type: 'native' as const,
  token_endpoint_auth_method: 'none' as const,
  redirect_uris: ['http://127.0.0.1/callback'],
  grant_types: ['authorization_code', 'refresh_token', grantType],
}
