import {randomBytes} from 'node:crypto'
import type {Configuration, KoaContextWithOIDC, Provider} from 'oidc-provider'
import type {Stack} from '../stack.ts'
import {knowsSecret, type Pool} from '../state.ts'
import {lifetime} from '../tokens.ts'
import {asStandardClient, scopesOf} from './clients.ts'
import {deviceFlow} from './device.ts'
import {type Engine, engineOf, type Library} from './engine.ts'
import {render} from './pages/layout.ts'
import {signedOutPage, signOutPage} from './pages/notices.ts'
import {accountOf, claimsByScope, groupsClaim, userBySub} from './people.ts'
import {keepNote, note} from './records.ts'
import {identityScopes, resourceScopes} from './scopes.ts'
import {grantOf} from './standard-grants.ts'
import {signAccessTokens, signIdTokens} from './standard-tokens.ts'
import {actorOf, grantType as exchange, exchangeParameters, tokenExchange} from './token-exchange.ts'
import {bind} from './visit.ts'

/** Where the standard issuer lives. */
export const mount = '/standard'

/**
 * The standard issuer: a plain OpenID provider with what Cognito lacks, for the people and clients of the first pool.
 * Here oidc-provider does nearly everything; ours are the pages, and tokens that are signed with the pool's keys.
 * Undefined where the stack has no pool.
 */
export async function standardEngine(stack: Stack): Promise<Engine | undefined> {
  const [pool] = stack.state.pools.values()
  if (!pool) return undefined
  return engineOf(stack, {
    name: 'standard',
    issuer: `${stack.origin}${mount}`,
    pool,
    scopes: [...identityScopes, ...resourceScopes(pool)],
    client: client => {
      const known = [...identityScopes, ...resourceScopes(pool)]
      const allowed = new Set([...scopesOf(client).filter(scope => known.includes(scope)), 'openid', 'offline_access'])
      return {...asStandardClient(client), scope: [...allowed].join(' ')}
    },
    configuration: library => configuration(stack, pool, library),
    prepare: (provider, library) => prepare(stack, pool, provider, library),
  })
}

function configuration(stack: Stack, pool: Pool, {errors, interactionPolicy}: Library): Configuration {
  const policy = interactionPolicy.base()
  // Program users are asked once like everybody else, not at each sign-in because their client is a native one.
  policy.get('consent')?.checks.remove('native_client_prompt')
  policy
    .get('login')
    ?.checks.add(new interactionPolicy.Check('no_account', 'the user is gone or disabled', ctx => !ctx.oidc.account))
  const secondsOf =
    (kind: 'AccessToken' | 'RefreshToken') => (_ctx: unknown, token: {clientId?: string | undefined}) => {
      const client = pool.clients.get(token.clientId ?? '')
      return client ? lifetime(client, kind) : 3600
    }
  return {
    routes: {
      authorization: '/authorize',
      token: '/token',
      userinfo: '/userinfo',
      jwks: '/jwks',
      revocation: '/revoke',
      introspection: '/introspect',
      device_authorization: '/device/authorize',
      code_verification: '/device',
      pushed_authorization_request: '/par',
      end_session: '/logout',
    },
    claims: {openid: ['sub', 'groups'], ...claimsByScope},
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    enabledJWA: {
      idTokenSigningAlgValues: ['RS256'],
      userinfoSigningAlgValues: ['RS256'],
      introspectionSigningAlgValues: ['RS256'],
      authorizationSigningAlgValues: ['RS256'],
    },
    features: {
      devInteractions: {enabled: false},
      clientCredentials: {enabled: true},
      deviceFlow: deviceFlow(stack, pool),
      introspection: {
        enabled: true,
        // Resource servers may ask about any token, public clients about their own.
        allowedPolicy: (_ctx, client, token) =>
          client.clientAuthMethod !== 'none' || token.clientId === client.clientId,
      },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      pushedAuthorizationRequests: {enabled: true},
      dPoP: {enabled: true, nonceSecret: secretOf(stack), requireNonce: () => false, allowReplay: false},
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, _client, oneOf) => (Array.isArray(oneOf) ? oneOf[0] : oneOf) as never,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => {
          if (!isResource(stack, pool, resource)) throw new errors.InvalidTarget()
          return {scope: resourceScopes(pool).join(' '), audience: resource, accessTokenFormat: 'opaque'}
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          const xsrf = /name="xsrf" value="([^"]*)"/.exec(form)?.[1] ?? ''
          const leadsTo = String(ctx.oidc.params?.post_logout_redirect_uri ?? '')
          const action = ctx.oidc.urlFor('end_session_confirm')
          render(ctx, signOutPage({action, xsrf, ...(leadsTo && {leadsTo})}))
        },
        postLogoutSuccessSource: ctx => render(ctx, signedOutPage()),
      },
    },
    findAccount: (_ctx, sub) => accountOf(pool, sub),
    extraTokenClaims: (ctx, token) => {
      const user = 'accountId' in token ? userBySub(pool, token.accountId) : undefined
      const act = actorOf(ctx)
      if (!user) return act && {act}
      return {username: user.username, ...groupsClaim(pool, user), ...(act && {act})}
    },
    loadExistingGrant: grantOf,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    revokeGrantPolicy: ctx => !(ctx.oidc.route === 'revocation' && ctx.oidc.entities.AccessToken),
    clientBasedCORS: (_ctx, origin, client) =>
      (client.redirectUris ?? []).some(uri => URL.parse(uri)?.origin === origin),
    interactions: {
      policy,
      url: (ctx, interaction) => {
        bind(ctx, interaction.uid, `${mount}/login`)
        return `${mount}/login?interaction=${interaction.uid}`
      },
    },
    ttl: {
      AccessToken: secondsOf('AccessToken'),
      ClientCredentials: secondsOf('AccessToken'),
      RefreshToken: secondsOf('RefreshToken'),
      IdToken: 3600,
      AuthorizationCode: 60,
      DeviceCode: 600,
      Grant: 365 * 86_400,
      Interaction: 3600,
      Session: 86_400,
    },
  }
}

function prepare(stack: Stack, pool: Pool, provider: Provider, library: Library): void {
  signAccessTokens(stack, pool, provider)
  provider.use(withoutScript)
  signIdTokens(stack, pool, provider)
  provider.registerGrantType(exchange, tokenExchange(stack, pool, provider, library), exchangeParameters, [
    'resource',
    'audience',
  ])
  provider.Client.prototype.compareClientSecret = function (secret: string) {
    const client = pool.clients.get(this.clientId)
    return client !== undefined && knowsSecret(client, secret)
  }
}

/** Where nobody is signed in, the engine would end the session by a form that posts itself; here a person presses a button. */
async function withoutScript(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next()
  const xsrf = /name="xsrf" value="([^"]*)"/.exec(String(ctx.body ?? ''))?.[1]
  if (ctx.path !== '/logout' || xsrf === undefined || !String(ctx.body).includes('<script>')) return
  const leadsTo = String(ctx.oidc.params?.post_logout_redirect_uri ?? '')
  render(ctx, signOutPage({action: ctx.oidc.urlFor('end_session_confirm'), xsrf, ...(leadsTo && {leadsTo})}))
}

/** Resources tokens may be asked for: this stack's own APIs, and resource servers whose identifier is an address. */
function isResource({origin}: Stack, pool: Pool, resource: string): boolean {
  return resource === origin || resource.startsWith(`${origin}/`) || pool.resourceServers.has(resource)
}

/** Behind DPoP nonces; kept with the state, so that they survive a restart. */
function secretOf(stack: Stack): Buffer {
  const name = 'standard/secret/dpop'
  const kept = note(stack, name)?.secret
  if (typeof kept === 'string') return Buffer.from(kept, 'base64url')
  const secret = randomBytes(32)
  keepNote(stack, name, {secret: secret.toString('base64url')}, 10 * 365 * 86_400)
  return secret
}
