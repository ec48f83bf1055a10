import assert from 'node:assert/strict'
import {localApiKey} from '../../src/lib/emulator/credentials.ts'
import {type Emulator, startEmulator} from '../../src/lib/emulator/emulator.ts'
import {type JsonServer, serve} from '../support/json-server.ts'
import {type People, people} from '../support/people.ts'
import {demoProfile, signIn} from '../support/signed-in.ts'
import {authctl, type TestWorld, testWorld} from '../support/world.ts'

/** Whose token is sent, what the server answers, and what must be named first, with its evidence and its remedy. */
interface Row {
  readonly claims?: (now: number) => Record<string, unknown>
  readonly token?: string
  readonly status: number
  readonly headers?: (now: number) => Record<string, string>
  readonly body?: unknown
  readonly words?: readonly string[]
  readonly env?: Record<string, string>
  readonly first: RegExp
  readonly evidence: RegExp
  readonly mends: RegExp
  /** Named too, further down. */
  readonly also?: RegExp
}

const unauthorized = {message: 'Unauthorized'}
const challenge = (words: string) => () => ({'www-authenticate': `Bearer scope="" error="invalid_token" ${words}`})
const described = (text: string) => challenge(`error_description="${text}"`)
const restApi = (type: string) => () => ({'x-amzn-errortype': type, 'x-amz-apigw-id': 'abc', 'x-amzn-requestid': '1'})
const iam = {
  words: ['--auth', 'iam', '--region', 'eu-west-1'],
  env: {AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local'},
}

const rows: Record<string, Row> = {
  'a token that ended, and by how much': {
    claims: now => ({exp: now - 180}),
    status: 401,
    body: unauthorized,
    first: /access token ended at 20.*, 3 minutes ago/,
    evidence: /exp in the token/,
    mends: /authctl token refresh --profile demo/,
  },
  'a token that is not valid yet, and for how long': {
    claims: now => ({nbf: now + 7200}),
    status: 401,
    body: unauthorized,
    first: /not valid before 20.*, in [12] hours?/,
    evidence: /nbf in the token/,
    mends: /authctl doctor/,
  },
  'a clock that is behind the server’s': {
    status: 401,
    headers: now => ({date: new Date((now + 7200) * 1000).toUTCString()}),
    body: unauthorized,
    first: /clock is [12] hours? behind the server's, by which the token has ended/,
    evidence: /the answer's Date/,
    mends: /authctl doctor/,
  },
  'a token the server holds for ended, though it is not': {
    status: 401,
    body: {message: 'The incoming token has expired'},
    first: /holds the token for ended, though by its own claims it is not/,
    evidence: /The incoming token has expired.*exp is 20/,
    mends: /authctl login --profile demo/,
  },
  'another audience (HTTP API)': {
    claims: () => ({aud: 'https://other.example', client_id: 'testclient'}),
    status: 401,
    headers: described('the token does not have a valid audience'),
    body: unauthorized,
    first: /other audiences in than https:\/\/other\.example, which the access token names in aud/,
    evidence: /“the token does not have a valid audience”/,
    mends: /authctl client list --profile demo[\s\S]*--client-id ID/,
  },
  'another client, which is in client_id where there is no aud': {
    status: 401,
    headers: described('the token does not have a valid audience'),
    body: unauthorized,
    first: /than testclient, which the access token names in client_id/,
    evidence: /valid audience/,
    mends: /authctl client list/,
  },
  'another issuer (HTTP API)': {
    status: 401,
    headers: described('invalid issuer'),
    body: unauthorized,
    first: /does not trust tokens of http.*us-east-1_TestPool: it is configured with another pool/,
    evidence: /“invalid issuer”/,
    mends: /authctl profile drift --profile demo/,
  },
  'a token of another issuer than the profile’s': {
    claims: () => ({iss: 'https://elsewhere.example'}),
    status: 401,
    body: unauthorized,
    first: /from https:\/\/elsewhere\.example, and the profile names/,
    evidence: /iss in the token/,
    mends: /authctl login --profile demo/,
  },
  'a pool and an API in different regions': {
    claims: () => ({iss: 'https://cognito-idp.eu-north-1.amazonaws.com/eu-north-1_A'}),
    status: 401,
    body: unauthorized,
    first: /is from https:\/\/cognito-idp\.eu-north-1/,
    evidence: /iss in the token/,
    mends: /authctl login/,
    also: /The pool is in eu-north-1 and the API in us-east-1/,
  },
  'an access token where a REST API wants an ID token': {
    status: 401,
    headers: restApi('UnauthorizedException'),
    body: unauthorized,
    first: /wants an ID token where its method has no scopes.*; an access token was sent/,
    evidence: /token_use in the token is access/,
    mends: /--token id/,
  },
  'an ID token where a REST API wants an access token': {
    words: ['--token', 'id'],
    status: 401,
    headers: restApi('UnauthorizedException'),
    body: unauthorized,
    first: /wants an access token where its method has scopes; an ID token was sent/,
    evidence: /token_use in the token is id/,
    mends: /--token access/,
  },
  'a missing scope, and who has it': {
    status: 403,
    headers: () => ({'www-authenticate': 'Bearer scope="notes/write" error="insufficient_scope"'}),
    body: {message: 'Forbidden'},
    first: /lacks the scope notes\/write; it has: openid notes\/read\. Signed in here with it: grace/,
    evidence: /insufficient_scope in www-authenticate/,
    mends: /authctl login --profile demo --scope notes\/write[\s\S]*--as writer/,
  },
  'a sign-in that is too weak (RFC 9470)': {
    status: 401,
    headers: () => ({
      'www-authenticate':
        'Bearer error="insufficient_user_authentication", error_description="more", acr_values="urn:mfa", max_age="5"',
    }),
    first: /a stronger or younger sign-in/,
    evidence: /acr_values urn:mfa, max_age 5/,
    mends: /authctl login --profile demo --acr urn:mfa --max-age 5/,
  },
  'an opaque token': {
    token: 'opaque',
    status: 401,
    body: unauthorized,
    first: /access token is opaque, and this API wants a JWT/,
    evidence: /is no JWT/,
    mends: /--token id/,
  },
  'a path or method API Gateway does not know': {
    status: 403,
    headers: restApi('MissingAuthenticationTokenException'),
    body: {message: 'Missing Authentication Token'},
    first: /API Gateway knows no such path or method; a credential was sent/,
    evidence: /MissingAuthenticationTokenException.*for \/api\/notes/,
    mends: /check the method, the stage and the path/,
  },
  'a token at a method that wants a signature': {
    status: 403,
    headers: restApi('IncompleteSignatureException'),
    body: {message: "Authorization header requires 'Credential' parameter."},
    first: /wants a signature of AWS \(IAM\), or there is no such path/,
    evidence: /IncompleteSignatureException/,
    mends: /--auth iam/,
  },
  'EXPIRED_TOKEN of API Gateway': {
    status: 403,
    headers: restApi('ExpiredTokenException'),
    body: {message: 'The security token included in the request is no longer good'},
    first: /API Gateway holds the token for expired/,
    evidence: /ExpiredTokenException/,
    mends: /authctl token refresh/,
  },
  'INVALID_SIGNATURE of API Gateway': {
    ...iam,
    status: 403,
    headers: restApi('InvalidSignatureException'),
    body: {message: 'The request signature we calculated does not match the signature you provided.'},
    first: /signature does not fit: a wrong secret key, or signed for another region/,
    evidence: /InvalidSignatureException.*signed for execute-api in eu-west-1/,
    mends: /--region REGION/,
  },
  'AWS credentials that ended': {
    ...iam,
    status: 403,
    headers: restApi('ExpiredTokenException'),
    body: {message: 'The security token included in the request is expired'},
    first: /temporary AWS credentials have ended/,
    evidence: /ExpiredTokenException/,
    mends: /aws sso login/,
  },
  'a signature by a clock that is off': {
    ...iam,
    status: 403,
    headers: now => ({date: new Date((now - 900) * 1000).toUTCString()}),
    body: {message: 'Forbidden'},
    first: /clock is 15 minutes ahead of the server's, and AWS takes no signature/,
    evidence: /the answer's Date/,
    mends: /authctl doctor/,
  },
  'a policy that denies': {
    status: 403,
    headers: restApi('AccessDeniedException'),
    body: {Message: 'User is not authorized to access this resource with an explicit deny'},
    first: /a policy refuses.*denies it outright/,
    evidence: /AccessDeniedException: User is not authorized/,
    mends: /authctl token decode --explain --profile demo/,
  },
  'a key of API Gateway that is unknown': {
    words: ['--auth', 'apiKey'],
    env: {AUTHCTL_API_KEY: 'canary-key'},
    status: 403,
    headers: restApi('ForbiddenException'),
    body: {message: 'Forbidden'},
    first: /API key is unknown or expired/,
    evidence: /ForbiddenException/,
    mends: /AUTHCTL_API_KEY/,
    also: /in no usage plan of this stage/,
  },
  'a firewall': {
    status: 403,
    headers: () => ({'x-amzn-waf-action': 'captcha', 'content-type': 'text/html'}),
    body: '<html>captcha</html>',
    first: /AWS WAF held the call back \(captcha\)/,
    evidence: /x-amzn-waf-action: captcha/,
    mends: /aws wafv2/,
  },
  'a page of HTML in front of the API': {
    status: 403,
    headers: () => ({server: 'CloudFront', 'content-type': 'text/html'}),
    body: '<html>Request blocked.</html>',
    first: /CloudFront in front of the API refused with a page of HTML/,
    evidence: /HTTP 403, of type text\/html/,
    mends: /another network/,
  },
  'a custom domain that leads nowhere': {
    status: 403,
    headers: () => ({'x-amzn-requestid': '1', 'x-amzn-errortype': 'ForbiddenException'}),
    body: {message: 'Forbidden'},
    first: /No API is mapped to this path of the custom domain 127\.0\.0\.1/,
    evidence: /a host that is not AWS's own/,
    mends: /get-api-mappings --domain-name/,
  },
  'throttling, and until when': {
    status: 429,
    headers: () => ({'retry-after': '60', 'x-amzn-errortype': 'TooManyRequestsException'}),
    body: {message: 'Too Many Requests'},
    first: /too many calls in a short time; come back after 60 s/,
    evidence: /HTTP 429 “TooManyRequestsException/,
    mends: /more slowly/,
  },
  'a quota that is used up': {
    status: 429,
    headers: () => ({'retry-after': '60', 'x-amzn-errortype': 'LimitExceededException'}),
    body: {message: 'Limit Exceeded'},
    first: /quota of the usage plan or API is used up/,
    evidence: /LimitExceededException/,
    mends: /aws apigateway get-usage/,
  },
  'no credential': {
    words: ['--auth', 'none'],
    status: 401,
    body: unauthorized,
    first: /carried no credential \(Unauthorized\)/,
    evidence: /--auth none/,
    mends: /--auth userPool/,
  },
  'something that nobody knows': {
    status: 403,
    body: {},
    first: /The server refused \(HTTP 403\), and does not say why|may want the ID token/,
    evidence: /HTTP 403/,
    mends: /→/,
  },
}

describe('why a call was refused', () => {
  let stack: Emulator
  let who: People
  let world: TestWorld
  let server: JsonServer | undefined
  before(async () => {
    stack = await startEmulator()
    who = people(stack)
  })
  after(() => stack.stop())
  beforeEach(() => {
    world = testWorld({clock: {now: Date.now, sleep: async () => {}}})
  })
  afterEach(() => {
    server?.stop()
    world.dispose()
  })

  for (const [what, row] of Object.entries(rows)) {
    it(`names ${what}`, async () => {
      const now = Math.floor(Date.now() / 1000)
      const {status, headers = () => ({}), body, words = [], env = {}} = row
      server = await serve((_, response) => {
        const text = typeof body === 'string' ? body : JSON.stringify(body ?? {})
        response.writeHead(status, {'content-type': 'application/json', ...headers(now)}).end(text)
      })
      await demoProfile(world, stack, who, {kind: 'rest', url: `${server.origin}/api`})
      const own = {iss: who.issuer, exp: now + 3600, iat: now - 60, client_id: 'testclient', token_use: 'access'}
      const accessToken =
        row.token ?? (await who.forged({...own, scope: 'openid notes/read', username: 'ada', ...row.claims?.(now)}))
      await signIn(world, stack, who, 'ada', {accessToken})
      await signIn(world, stack, who, 'grace', {
        identity: 'writer',
        accessToken: await who.access('grace', 'openid notes/write'),
        scope: 'openid notes/write',
      })
      const asking = Object.create(world, {env: {value: env}})
      const ran = await authctl(asking, 'rest', 'GET', 'notes', ...words)
      const [first = '', ...others] = ran.stderr.split(/^(?=Or else:)/m)
      assert.match(first.split('\n')[0] ?? '', row.first, ran.stderr)
      assert.match(first.split('\n')[1] ?? '', row.evidence, ran.stderr)
      assert.match(first, row.mends)
      if (row.also) assert.match(others.join(''), row.also)
      assert.doesNotMatch(ran.stderr, /canary|eyJ/, 'no credential is shown')
    })
  }

  it('tells of a field who is in another group, and of the other ways of calling', async () => {
    await demoProfile(world, stack, who)
    await signIn(world, stack, who, 'linus')
    await signIn(world, stack, who, 'ada', {identity: 'boss'})
    const {status, stderr} = await authctl(world, 'graphql', '{ auditLog { action } }')
    assert.equal(status, 4)
    const [first = '', second = ''] = stderr.split(/^(?=Or else:)/m)
    assert.match(first, /linus, who is in no group by this token.*Also signed in here: ada in admins, editors/)
    assert.match(
      first,
      /by: cognito:groups in the token[\s\S]*→ authctl group add GROUP linus --profile demo[\s\S]*--as boss/,
    )
    assert.match(second, /another way of calling[\s\S]*--auth apiKey/)
  })
  it('tells which groups and modes a field is open to, by a schema that was kept', async () => {
    await demoProfile(world, stack, who)
    await signIn(world, stack, who, 'linus')
    await signIn(world, stack, who, 'ada', {identity: 'boss'})
    const owner = ['--api-id', 'local', '--api', 'notes', '--endpoint', stack.url]
    assert.equal((await authctl(world, 'graphql', 'schema', ...owner)).status, 0)
    const {stderr} = await authctl(world, 'graphql', '{ auditLog { action } }')
    assert.match(stderr, /^Refused: Query\.auditLog is for users in admins or auditors, and linus is in no group; ada/)
    assert.match(stderr, /by: the directives of Query\.auditLog in the schema kept on 20/)
    assert.match(stderr, /→ authctl group add admins linus --profile demo[\s\S]*→ --as boss/)
    const keyed = Object.create(world, {env: {value: {AUTHCTL_API_KEY: localApiKey}}})
    const {stderr: byKey} = await authctl(keyed, 'graphql', '{ auditLog { action } }', '--auth', 'apiKey')
    assert.match(byKey, /^Refused: Query\.auditLog is open to userPool, iam, and was asked for with apiKey/)
  })
  it('gives scripts the causes too', async () => {
    await demoProfile(world, stack, who)
    await signIn(world, stack, who, 'ada', {accessToken: await who.forged({iss: who.issuer, exp: 60, username: 'ada'})})
    const {error} = (await authctl(world, 'graphql', '{ notes { id } }', '--json')).json()
    assert.deepEqual([error.code, Object.keys(error)], ['denied', ['code', 'message', 'hints', 'causes']])
    assert.deepEqual(Object.keys(error.causes[0]), ['why', 'evidence', 'hints'])
    assert.match(error.causes[0].why, /ended at 1970-01-01T00:01:00Z, \d+ days ago/)
    assert.equal(`${error.causes[0].why}.`, error.message)
  })
  const sockets: Record<string, (url: string) => string[]> = {
    'graphql subscribe': url => [
      'graphql',
      'subscribe',
      'subscription { onNoteAdded { id } }',
      '--url',
      `${url}/graphql`,
    ],
    'events publish': url => ['events', 'publish', 'default/news', '{}', '--url', `${url}/event`, '--auth', 'userPool'],
    'events subscribe': url => ['events', 'subscribe', 'default/news', '--url', `${url}/event`, '--auth', 'userPool'],
  }
  for (const [what, argv] of Object.entries(sockets))
    it(`explains a refusal of ${what} the same way`, async () => {
      await demoProfile(world, stack, who)
      const claims = {
        iss: who.issuer,
        exp: 4_000_000_000,
        client_id: 'testclient',
        token_use: 'access',
        nbf: 3_000_000_000,
      }
      await signIn(world, stack, who, 'ada', {accessToken: await who.forged(claims)})
      const {status, stderr} = await authctl(world, ...argv(stack.url))
      assert.equal(status, 4, stderr)
      assert.match(stderr, /^Error: The access token is not valid before 2065-01-24T05:20:00Z, in \d+ days/)
      assert.match(stderr, /by: nbf in the token[\s\S]*→ authctl doctor/)
    })
})
