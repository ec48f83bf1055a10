import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import {createServer as createSecureServer, type ServerOptions} from 'node:https'
import type {AddressInfo} from 'node:net'
import Provider, {type ClientMetadata, type Configuration} from 'oidc-provider'
import {mapAdapter} from './map-adapter.ts'
import {testKey} from './tokens.ts'

/** A request that reached the provider; bodies of the token endpoint are read along. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: URLSearchParams
  readonly authorization: string | undefined
  readonly dpop: string | undefined
}

export interface PlainProvider {
  readonly issuer: string
  /** Every request so far, oldest first. */
  readonly seen: readonly Seen[]
  /** The requests for one path. */
  at(path: string): Seen[]
  stop(): Promise<void>
}

const key = testKey('RS256', 'plain')

/** The keys of the client `signer`: RSA for RS256 and PS256, EC for ES256. */
export const signerKeys = {rsa: testKey('RS256', 'signer-rsa'), ec: testKey('ES256', 'signer-ec')}
const publicHalves = Object.values(signerKeys).map(({jwk: {alg: _, ...jwk}}) => jwk)

const clients: ClientMetadata[] = [
  {
    client_id: 'cli',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback', 'http://[::1]/callback'],
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  },
  {
    client_id: 'confidential',
    client_secret: 'a secret: with %, + and /?',
    application_type: 'native',
    redirect_uris: ['http://127.0.0.1/callback'],
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    token_endpoint_auth_method: 'client_secret_basic',
  },
  {
    client_id: 'machine',
    client_secret: 'machine-secret-0123456789',
    redirect_uris: [],
    response_types: [],
    grant_types: ['client_credentials'],
    token_endpoint_auth_method: 'client_secret_post',
  },
  {
    client_id: 'signer',
    application_type: 'native',
    redirect_uris: ['http://127.0.0.1/callback'],
    grant_types: [
      'authorization_code',
      'refresh_token',
      'client_credentials',
      'urn:ietf:params:oauth:grant-type:device_code',
    ],
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: {keys: publicHalves as never},
  },
]

/**
 * A certified server that we did not write, as an ordinary provider: PKCE required, device flow, client credentials,
 * rotating refresh tokens, revocation, introspection, userinfo. Whoever comes to sign in is ada, and agrees to everything.
 * `extend` sees the provider before anybody comes; with `tls` it is at https://localhost.
 */
export async function plainProvider(
  changes: Configuration = {},
  extend: (provider: Provider) => void = () => {},
  tls?: ServerOptions & {readonly port: number},
): Promise<PlainProvider> {
  const keepAliveTimeout = 60_000
  const server = tls ? createSecureServer({keepAliveTimeout, ...tls}) : createServer({keepAliveTimeout})
  await new Promise<void>(resolve => server.listen(tls?.port ?? 0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  const issuer = tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`
  const usual = standard()
  const features = {...usual.features, ...changes.features}
  const provider = new Provider(issuer, {...usual, ...changes, features})
  extend(provider)
  const seen: Seen[] = []
  provider.use(async (ctx, next) => {
    const url = new URL(ctx.req.url ?? '/', issuer)
    await next()
    const body = new URLSearchParams((ctx.oidc?.body as Record<string, string> | undefined) ?? {})
    const {authorization, dpop} = ctx.req.headers as Record<string, string | undefined>
    seen.push({method: ctx.method, path: url.pathname, query: url.searchParams, body, authorization, dpop})
  })
  const callback = provider.callback()
  server.on('request', (req, res) =>
    req.url?.startsWith('/interaction/') ? agree(provider, req, res) : callback(req, res),
  )
  return {
    issuer,
    seen,
    at: path => seen.filter(one => one.path === path),
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function standard(): Configuration {
  const page = async (ctx: {body: unknown}, form: string) => {
    ctx.body = `<!doctype html>${form}`
  }
  return {
    adapter: mapAdapter() as never,
    clients,
    jwks: {keys: [{...key.privateKey.export({format: 'jwk'}), kid: key.kid, alg: 'RS256', use: 'sig'}] as never},
    cookies: {keys: ['plain-provider']},
    scopes: ['openid', 'offline_access', 'profile', 'notes:read', 'notes:write'],
    claims: {openid: ['sub'], profile: ['preferred_username', 'groups']},
    conformIdTokenClaims: false,
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: async () => ({sub, preferred_username: 'ada', groups: ['admins']}),
    }),
    features: {
      devInteractions: {enabled: false},
      deviceFlow: {
        enabled: true,
        userCodeInputSource: page as never,
        userCodeConfirmSource: page as never,
        successSource: (async (ctx: {body: unknown}) => {
          ctx.body = 'done'
        }) as never,
      },
      clientCredentials: {enabled: true},
      revocation: {enabled: true, allowedPolicy: async () => true},
      introspection: {enabled: true, allowedPolicy: async () => true},
      resourceIndicators: {enabled: false},
      pushedAuthorizationRequests: {enabled: true},
    },
    interactions: {url: (_ctx, interaction) => `/interaction/${interaction.uid}`},
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    renderError: (async (ctx: {body: unknown}, out: object) => {
      ctx.body = JSON.stringify(out)
    }) as never,
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 60,
      ClientCredentials: 600,
      DeviceCode: 600,
      Grant: 86_400,
      IdToken: 3600,
      Interaction: 600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
  }
}

async function agree(provider: Provider, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const {params, prompt, grantId} = await provider.interactionDetails(req, res)
  if (prompt.name === 'login') return provider.interactionFinished(req, res, {login: {accountId: 'ada'}})
  const known = grantId ? await provider.Grant.find(grantId) : undefined
  const grant = known ?? new provider.Grant({accountId: 'ada', clientId: String(params.client_id)})
  grant.addOIDCScope(String(params.scope ?? ''))
  await provider.interactionFinished(
    req,
    res,
    {consent: {grantId: await grant.save()}},
    {mergeWithLastSubmission: true},
  )
}
