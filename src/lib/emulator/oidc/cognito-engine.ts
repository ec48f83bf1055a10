import type {Configuration, Provider} from 'oidc-provider'
import {mayPass} from '../federation/offered.ts'
import type {Stack} from '../stack.ts'
import {issuerOf} from '../stack.ts'
import {knowsSecret, type Pool} from '../state.ts'
import {asCognitoClient} from './clients.ts'
import {clientCredentials, originNote, refreshToken, shapeTokenAnswer} from './cognito-grants.ts'
import {type Engine, type EngineContext, engineOf, type Library} from './engine.ts'
import {userBySub} from './people.ts'
import {note} from './records.ts'
import {resourceScopes, systemScopes} from './scopes.ts'
import {bind} from './visit.ts'
import {wholeGrant} from './whole-grant.ts'

/** Seconds a managed-login session lasts, counted from the sign-in and not from the last visit. */
const sessionSeconds = 3600

/**
 * A pool's engine. oidc-provider carries the authorization request, the browser's session, codes, PKCE and client
 * authentication; the tokens, and what a refresh token is, are Cognito's.
 */
export function cognitoEngine(stack: Stack, pool: Pool): Promise<Engine> {
  return engineOf(stack, {
    name: pool.id,
    issuer: issuerOf(stack, pool),
    pool,
    scopes: [...systemScopes, ...resourceScopes(pool)],
    client: asCognitoClient,
    configuration: library => configuration(pool, library),
    prepare: (provider, library) => prepare(stack, pool, provider, library),
  })
}

function configuration(pool: Pool, {interactionPolicy}: Library): Configuration {
  const policy = interactionPolicy.base()
  policy.remove('consent')
  policy
    .get('login')
    ?.checks.add(new interactionPolicy.Check('no_account', 'the user is gone or disabled', ctx => !ctx.oidc.account))
  policy.get('login')?.checks.add(
    new interactionPolicy.Check('other_provider', 'the session is of a provider that is not asked for', ctx => {
      const user = userBySub(pool, ctx.oidc.account?.accountId ?? '')
      const client = pool.clients.get(ctx.oidc.client?.clientId ?? '')
      const wanted = ctx.oidc.params?.identity_provider as string | undefined
      return user !== undefined && client !== undefined && !mayPass(pool, client, user, wanted)
    }),
  )
  return {
    routes: {authorization: '/oauth2/authorize', token: '/oauth2/token'},
    features: {
      devInteractions: {enabled: false},
      rpInitiatedLogout: {enabled: false},
      userinfo: {enabled: false},
      clientCredentials: {enabled: true},
      resourceIndicators: {enabled: false},
      pushedAuthorizationRequests: {enabled: false},
      dPoP: {enabled: false},
    },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    extraParams: ['identity_provider', 'lang', 'outcome'],
    // Cognito holds a client to PKCE only once its request began with it.
    pkce: {required: () => false},
    findAccount: (_ctx, sub) => {
      const user = userBySub(pool, sub)
      return user?.enabled ? {accountId: sub, claims: () => ({sub})} : undefined
    },
    // Cognito never asks for consent: what the client may have, it gets. Each code has a grant of its own, so that a
    // code used twice takes back its own tokens and nobody else's.
    loadExistingGrant: wholeGrant,
    issueRefreshToken: () => false,
    expiresWithSession: () => false,
    revokeGrantPolicy: () => true,
    clientBasedCORS: () => false,
    interactions: {
      policy,
      url: (ctx, interaction) => {
        bind(ctx, interaction.uid, '/login')
        const query = new URLSearchParams(interaction.params as Record<string, string>)
        query.set('interaction', interaction.uid)
        return `/login?${query}`
      },
    },
    ttl: {
      AuthorizationCode: 300,
      AccessToken: 3600,
      IdToken: 3600,
      ClientCredentials: 3600,
      Grant: 3600,
      Interaction: 3600,
      Session: (_ctx, session) => {
        const began = session.loginTs ?? Math.floor(Date.now() / 1000)
        return Math.max(1, began + sessionSeconds - Math.floor(Date.now() / 1000))
      },
    },
  }
}

function prepare(stack: Stack, pool: Pool, provider: Provider, library: Library): void {
  const parameters = ['scope', 'refresh_token', 'aws_client_metadata']
  provider.registerGrantType('refresh_token', refreshToken(stack, pool, library), parameters)
  provider.registerGrantType('client_credentials', clientCredentials(stack, pool, library), parameters)
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.path === '/oauth2/token') await shapeTokenAnswer(stack, pool, ctx as never)
    else shapeRedirect(stack, ctx)
  })
  // A client may have two secrets at a time, while one is being replaced.
  provider.Client.prototype.compareClientSecret = function (secret: string) {
    const client = pool.clients.get(this.clientId)
    return client !== undefined && knowsSecret(client, secret)
  }
  provider.on('grant.revoked', (_ctx, grantId) => {
    const origin = note(stack, originNote(pool, grantId))?.originJti
    if (typeof origin !== 'string') return
    pool.revokedOrigins.add(origin)
    stack.log('a code was used twice: the tokens it was exchanged for are revoked')
  })
}

/** Cognito's redirects are 302, and name neither the issuer (RFC 9207) nor, for refusals of its own, a description. */
function shapeRedirect(stack: Stack, {response}: Pick<EngineContext, 'response'>): void {
  const location = response.get('location')
  if (location === '') return
  response.status = 302
  const target = URL.parse(location)
  if (!target || location.startsWith(`${stack.origin}/`)) return
  if (target.searchParams.has('error')) stack.log(`refused: ${target.searchParams.get('error_description')}`)
  for (const name of ['iss', 'error_description']) target.searchParams.delete(name)
  response.set('location', target.href)
}
