import assert from 'node:assert/strict'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {CreateIdentityProviderCommand} from '@aws-sdk/client-cognito-identity-provider'
import {exportJWK, type GenerateKeyPairResult, generateKeyPair, type JWTPayload, SignJWT} from 'jose'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {visitor} from '../support/visitor.ts'

type PrivateKey = GenerateKeyPairResult['privateKey']

/** What an OpenID provider answers, and may answer wrongly. */
interface Answers {
  readonly claims: JWTPayload
  readonly userinfo: Record<string, unknown>
  readonly signedBy: 'its own key' | 'another key' | 'nobody'
  readonly query: Record<string, string>
  readonly issuer: string
  readonly tokenStatus: number
}

describe('the answer of an OpenID provider at /oauth2/idpresponse', () => {
  let stack: TestStack
  let server: Server
  let issuer: string
  let answers: Answers
  let keys: {own: PrivateKey; other: PrivateKey; jwk: object}
  /** What the token endpoint was sent. */
  let exchanged: URLSearchParams

  before(async () => {
    const [own, other] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
    keys = {
      own: own.privateKey,
      other: other.privateKey,
      jwk: {...(await exportJWK(own.publicKey)), kid: 'a', alg: 'RS256'},
    }
    server = createServer(async (req, res) => {
      const url = new URL(req.url ?? '/', issuer)
      const json = (document: unknown, status = 200) =>
        res.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(document))
      switch (url.pathname) {
        case '/.well-known/openid-configuration':
          return json({
            issuer: answers.issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            userinfo_endpoint: `${issuer}/userinfo`,
            jwks_uri: `${issuer}/jwks`,
          })
        case '/jwks':
          return json({keys: [keys.jwk]})
        case '/token': {
          let body = ''
          for await (const chunk of req) body += chunk
          exchanged = new URLSearchParams(body)
          return json({access_token: 'at', token_type: 'Bearer', id_token: await idToken()}, answers.tokenStatus)
        }
        case '/userinfo':
          return json(answers.userinfo)
        default:
          return res.writeHead(404).end()
      }
    }).listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    answers = right('')
    stack = await testStack()
    await stack.cognito.send(
      new CreateIdentityProviderCommand({
        UserPoolId: poolId,
        ProviderName: 'Upstream',
        ProviderType: 'OIDC',
        ProviderDetails: {
          client_id: 'pool',
          client_secret: 'shh',
          authorize_scopes: 'openid email',
          oidc_issuer: issuer,
          attributes_request_method: 'GET',
        },
        AttributeMapping: {email: 'email', phone_number_verified: 'phone_verified'},
      }),
    )
    stack.state.pools.get(poolId)!.clients.get('localcli')!.settings.SupportedIdentityProviders!.push('Upstream')
  })
  after(async () => {
    server.close()
    server.closeAllConnections()
    await stack.stop()
  })

  function right(nonce: string): Answers {
    const now = Math.floor(Date.now() / 1000)
    return {
      claims: {iss: issuer, aud: 'pool', sub: 'u1', nonce, iat: now, exp: now + 60},
      userinfo: {sub: 'u1', email: 'u1@up.example', phone_verified: true},
      signedBy: 'its own key',
      query: {code: 'a-code'},
      issuer,
      tokenStatus: 200,
    }
  }

  function idToken(): Promise<string> | string {
    const {claims, signedBy} = answers
    if (signedBy === 'nobody')
      return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`
    return new SignJWT(claims)
      .setProtectedHeader({alg: 'RS256', kid: 'a'})
      .sign(signedBy === 'its own key' ? keys.own : keys.other)
  }

  /** Goes to the provider and comes back with what it answers. */
  async function signIn(change: (right: Answers) => Partial<Answers> = () => ({})) {
    answers = right('')
    const person = visitor(stack.url)
    const query = `response_type=code&client_id=localcli&redirect_uri=http%3A%2F%2Flocalhost%3A8400%2Fcallback&scope=openid&state=s&identity_provider=Upstream`
    const {url: asked} = await person.open(`${stack.url}/oauth2/authorize?${query}`)
    assert.equal(asked.origin, issuer)
    answers = right(asked.searchParams.get('nonce') ?? '')
    answers = {...answers, ...change(answers)}
    const state = asked.searchParams.get('state') ?? ''
    const back = () => person.open(`${stack.url}/oauth2/idpresponse?${new URLSearchParams({...answers.query, state})}`)
    return {asked, back, place: await back()}
  }

  it('is taken: the code is exchanged with the client’s secret, and attributes are mapped', async () => {
    const {asked, place, back} = await signIn()
    assert.equal(asked.searchParams.get('scope'), 'openid email')
    assert.equal(asked.searchParams.get('redirect_uri'), `${stack.url}/oauth2/idpresponse`)
    assert.ok(place.url.searchParams.get('code'), place.url.href)
    assert.equal(exchanged.get('client_secret'), 'shh')
    assert.equal(exchanged.get('code'), 'a-code')
    const user = stack.state.pools.get(poolId)!.users.get('upstream_u1')!
    const attributes = Object.fromEntries(user.attributes.map(({Name, Value}) => [Name, Value]))
    assert.equal(attributes.email, 'u1@up.example')
    assert.equal(attributes.phone_number_verified, 'true')
    assert.match((await back()).html, /unexpected_answer/, 'the second time')
    stack.state.pools.get(poolId)!.users.delete('upstream_u1')
  })

  for (const [what, change, reason] of [
    ['a refusal', () => ({query: {error: 'access_denied', error_description: 'She said no'}}), /She said no/],
    ['no code', () => ({query: {}}), /brought no code/],
    ['a code that is not exchanged', () => ({tokenStatus: 400}), /\/token answered 400/],
    ['an ID token by another key', () => ({signedBy: 'another key'}), /does not verify/],
    ['an ID token by nobody', () => ({signedBy: 'nobody'}), /does not verify/],
    ['an ID token for another client', ({claims}) => ({claims: {...claims, aud: 'other'}}), /does not verify/],
    [
      'an ID token of another issuer',
      ({claims}) => ({claims: {...claims, iss: 'https://other.example'}}),
      /does not verify/,
    ],
    ['an ID token that has expired', ({claims}) => ({claims: {...claims, exp: 1}}), /does not verify/],
    ['an ID token for another request', ({claims}) => ({claims: {...claims, nonce: 'another'}}), /another request/],
    ['attributes of somebody else', () => ({userinfo: {sub: 'u2', email: 'u2@up.example'}}), /somebody else/],
    ['the discovery document of another issuer', () => ({issuer: 'https://other.example'}), /another issuer/],
  ] as [string, (right: Answers) => Partial<Answers>, RegExp][])
    it(`is refused at the app client: ${what}`, async () => {
      const {place} = await signIn(change)
      assert.ok(place.left, place.url.href)
      assert.equal(place.url.searchParams.get('error'), 'invalid_request')
      assert.equal(place.url.searchParams.get('state'), 's')
      assert.match(place.url.searchParams.get('error_description') ?? '', reason)
      assert.equal(stack.state.pools.get(poolId)!.users.has('upstream_u1'), false)
    })
})
