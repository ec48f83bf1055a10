import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {signed, type TestKey, testKey} from './tokens.ts'

export interface Received {
  readonly method: string
  readonly path: string
  readonly url: URL
  readonly body: URLSearchParams
  readonly authorization: string | undefined
  readonly dpop: string | undefined
}

/** What an endpoint does with a request: a JSON document to answer with, or anything at all with the raw response. */
export type Behaviour = (received: Received, res: ServerResponse) => unknown

export interface CrookedIssuer {
  readonly issuer: string
  readonly received: readonly Received[]
  at(path: string): Received[]
  /** Replaces what it says of itself; undefined takes a member away. */
  describe(changes: Record<string, unknown>): void
  /** Replaces what one path does. */
  on(path: string, behaviour: Behaviour): void
  /** Claims that a good ID token for the last sign-in would have. */
  claims(changes?: Record<string, unknown>): Record<string, unknown>
  /** A good answer of the token endpoint, with these members changed. */
  answer(changes?: Record<string, unknown>): Record<string, unknown>
  readonly key: TestKey
  stop(): Promise<void>
}

export const goodKey = testKey('RS256', 'good')

/** An issuer made by hand that behaves well until a test tells it not to: the hostile server of the security tests. */
export async function crookedIssuer(): Promise<CrookedIssuer> {
  const received: Received[] = []
  const server = createServer({keepAliveTimeout: 60_000}, async (req, res) => {
    const one = await read(req, issuer)
    received.push(one)
    const behaviour = behaviours.get(one.path)
    if (!behaviour) return json(res, {error: 'not_found'}, 404)
    const said = await behaviour(one, res)
    if (said !== undefined && !res.headersSent) json(res, said)
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let changed: Record<string, unknown> = {}
  let nonce: string | null = null

  const crooked: CrookedIssuer = {
    issuer,
    received,
    key: goodKey,
    at: path => received.filter(one => one.path === path),
    describe: changes => {
      changed = {...changed, ...changes}
    },
    on: (path, behaviour) => void behaviours.set(path, behaviour),
    claims: (changes = {}) => {
      const now = Math.floor(Date.now() / 1000)
      return {iss: issuer, sub: 'ada', aud: 'cli', iat: now, exp: now + 300, ...(nonce && {nonce}), ...changes}
    },
    answer: (changes = {}) => ({
      access_token: 'access-0',
      token_type: 'Bearer',
      expires_in: 300,
      id_token: signed(goodKey, crooked.claims()),
      ...changes,
    }),
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  const behaviours = new Map<string, Behaviour>([
    ['/.well-known/openid-configuration', () => ({...description(issuer), ...changed})],
    ['/jwks', () => ({keys: [goodKey.jwk]})],
    [
      '/authorize',
      ({url}, res) => {
        nonce = url.searchParams.get('nonce')
        const back = new URL(url.searchParams.get('redirect_uri') ?? '')
        back.searchParams.set('code', 'code-0123456789')
        back.searchParams.set('state', url.searchParams.get('state') ?? '')
        res.writeHead(302, {location: back.href}).end()
      },
    ],
    ['/token', () => crooked.answer()],
  ])
  return crooked
}

export function json(res: ServerResponse, document: unknown, status = 200, headers: Record<string, string> = {}): void {
  res.writeHead(status, {'content-type': 'application/json', ...headers}).end(JSON.stringify(document))
}

function description(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    userinfo_endpoint: `${issuer}/userinfo`,
    revocation_endpoint: `${issuer}/revoke`,
    device_authorization_endpoint: `${issuer}/device`,
    response_types_supported: ['code'],
    id_token_signing_alg_values_supported: ['RS256', 'ES256'],
  }
}

async function read(req: IncomingMessage, issuer: string): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  const url = new URL(req.url ?? '/', issuer)
  const body = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
  const {authorization, dpop} = req.headers as Record<string, string | undefined>
  return {method: req.method ?? '', path: url.pathname, url, body, authorization, dpop}
}
