import type {Provider} from 'oidc-provider'
import {type Engine, engineOf, type Library} from '../oidc/engine.ts'
import {accountOf, claimsByScope} from '../oidc/people.ts'
import {signIdTokens} from '../oidc/standard-tokens.ts'
import {bind} from '../oidc/visit.ts'
import {wholeGrant} from '../oidc/whole-grant.ts'
import type {Stack} from '../stack.ts'
import {outsidePool, relyingParty} from './outside.ts'
import {answerAddress} from './upstream.ts'

/** Where the OpenID provider of elsewhere lives. */
export const mount = '/idp/oidc'

/** An OpenID provider like any company's own, with one client: the user pools of this stack. */
export function outsideEngine(stack: Stack): Promise<Engine> {
  const pool = outsidePool(stack)
  return engineOf(stack, {
    name: 'elsewhere',
    issuer: `${stack.origin}${mount}`,
    pool,
    scopes: ['openid', 'email', 'profile'],
    client: () => ({
      client_id: relyingParty.id,
      client_secret: relyingParty.secret,
      client_name: 'the user pool',
      redirect_uris: [answerAddress(stack)],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_post',
      application_type: 'native',
      id_token_signed_response_alg: 'RS256',
    }),
    configuration: library => configuration(stack, library),
    prepare: (provider: Provider) => signIdTokens(stack, pool, provider),
  })
}

function configuration(stack: Stack, {interactionPolicy}: Library) {
  const policy = interactionPolicy.base()
  policy.remove('consent')
  const pool = outsidePool(stack)
  return {
    routes: {authorization: '/authorize', token: '/token', userinfo: '/userinfo', jwks: '/jwks'},
    claims: {openid: ['sub', 'groups'], ...claimsByScope},
    clientAuthMethods: ['client_secret_post' as const],
    features: {
      devInteractions: {enabled: false},
      rpInitiatedLogout: {enabled: false},
      pushedAuthorizationRequests: {enabled: false},
      dPoP: {enabled: false},
    },
    pkce: {required: () => false},
    findAccount: (_ctx: unknown, sub: string) => accountOf(pool, sub),
    loadExistingGrant: wholeGrant,
    interactions: {
      policy,
      url: (ctx: Parameters<typeof bind>[0], interaction: {uid: string}) => {
        bind(ctx, interaction.uid, `${mount}/login`)
        return `${mount}/login?interaction=${interaction.uid}`
      },
    },
    ttl: {AccessToken: 300, AuthorizationCode: 60, Grant: 300, IdToken: 300, Interaction: 600, Session: 3600},
  }
}
