import assert from 'node:assert/strict'
import type {IncomingMessage, ServerResponse} from 'node:http'
import {type JsonServer, serve} from '../../../support/json-server.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../../../support/world.ts'

const password = 'Correct-Horse-9'
const challenge = (ChallengeName: string, ChallengeParameters = {}) => ({
  ChallengeName,
  ChallengeParameters,
  Session: 's'.repeat(40),
})

/** What a server that is no user pool, or a bad one, may answer to a sign-in; and what becomes of it. */
const cases: {
  name: string
  flow?: string
  answer: (operation: string, body: string, res: ServerResponse) => unknown
  status: number
  code: string
  says?: RegExp
  requests?: number
}[] = [
  {
    name: 'a page where the API should be',
    answer: (_operation, _body, res) => void res.writeHead(200, {'content-type': 'text/html'}).end('<!doctype html>'),
    status: 7,
    code: 'unreachable',
    says: /did not answer as the Cognito API does \(HTTP 200\)/,
  },
  {
    name: 'a list',
    answer: () => [],
    status: 7,
    code: 'unreachable',
  },
  {
    name: 'nothing at all',
    answer: () => ({}),
    status: 2,
    code: 'unsupported',
    says: /asks for nothing and gives nothing/,
  },
  {
    name: 'more than anybody asked for',
    answer: (_operation, _body, res) => void res.writeHead(200).end(Buffer.alloc(3 * 1024 * 1024, 32)),
    status: 7,
    code: 'unreachable',
    says: /\d{7} bytes/,
  },
  {
    name: 'a redirect, which would carry the password on',
    flow: 'password',
    answer: (_operation, _body, res) => void res.writeHead(307, {location: 'http://127.0.0.1:9/'}).end(),
    status: 7,
    code: 'unreachable',
    says: /redirect/,
    requests: 1,
  },
  {
    name: 'a challenge that nobody knows',
    answer: () => challenge('SING_A_SONG'),
    status: 2,
    code: 'unsupported',
    says: /SING_A_SONG/,
  },
  {
    name: 'a challenge named like a property of objects',
    answer: () => challenge('constructor'),
    status: 2,
    code: 'unsupported',
  },
  {
    name: 'the same challenge for ever',
    answer: () => challenge('PASSWORD_SRP'),
    status: 7,
    code: 'unreachable',
    says: /came to no end/,
    requests: 31,
  },
  {
    name: 'numbers with which the proof would be nothing',
    answer: () => challenge('PASSWORD_VERIFIER', {SALT: '1', SRP_B: '0', SECRET_BLOCK: 'AAAA', USER_ID_FOR_SRP: 'ada'}),
    status: 7,
    code: 'unreachable',
    says: /would prove nothing/,
    requests: 1,
  },
  {
    name: 'the proof of a device it was never told of',
    answer: () => challenge('DEVICE_SRP_AUTH'),
    status: 7,
    code: 'unreachable',
    says: /a device that it was not told of/,
  },
  {
    name: 'a refusal that repeats the password and moves the cursor',
    flow: 'password',
    answer: (_operation, body, res) => {
      const {AuthParameters} = JSON.parse(body)
      const message = `\u001b[2Jno: ${AuthParameters.PASSWORD}`
      res.writeHead(400, {'content-type': 'application/x-amz-json-1.1'})
      res.end(JSON.stringify({__type: 'com.example#NotAuthorizedException', message}))
    },
    status: 4,
    code: 'denied',
    says: /no: •••/,
  },
  {
    name: 'members of every wrong kind',
    answer: (operation, body) =>
      operation === 'InitiateAuth'
        ? {...challenge('MFA_SETUP'), ChallengeParameters: {MFAS_CAN_SETUP: 7, USER_ID_FOR_SRP: ['ada'], USERNAME: {}}}
        : operation === 'AssociateSoftwareToken'
          ? {SecretCode: {}, Session: 5}
          : operation === 'VerifySoftwareToken'
            ? {Session: false}
            : {AuthenticationResult: {AccessToken: 5, IdToken: [], NewDeviceMetadata: 'device', body}},
    status: 6,
    code: 'token_rejected',
    requests: 4,
  },
  {
    name: 'a choice from nothing',
    flow: 'user-auth',
    answer: () => ({...challenge('SELECT_CHALLENGE'), AvailableChallenges: 'PASSWORD'}),
    status: 2,
    code: 'unsupported',
    says: /nothing to choose from/,
  },
  {
    name: 'tokens that nobody signed',
    answer: operation =>
      operation === 'InitiateAuth'
        ? {AuthenticationResult: {AccessToken: 'a.b.c', IdToken: 'a.b.c', ExpiresIn: 3600, TokenType: 'Bearer'}}
        : {keys: []},
    status: 6,
    code: 'token_rejected',
  },
  {
    name: 'no tokens where tokens should be',
    answer: () => ({AuthenticationResult: {}}),
    status: 6,
    code: 'token_rejected',
  },
  {
    name: 'a fault of its own',
    answer: (_operation, _body, res) => void res.writeHead(500).end('{"__type":"InternalErrorException"}'),
    status: 7,
    code: 'unreachable',
    says: /fault of its own/,
  },
]

describe('signing in at a user pool that is none', () => {
  let world: TestWorld
  beforeEach(() => {
    world = testWorld()
  })
  afterEach(() => world.dispose())

  for (const {name, flow = 'srp', answer, status, code, says = /./, requests} of cases)
    it(`survives ${name}`, async () => {
      const server = await answering(answer)
      try {
        const said: string[] = []
        const ran = await authctl(
          {
            ...world,
            terminal: {...silentTerminal(), err: text => said.push(text)},
            env: {
              AUTHCTL_USER_POOL_ID: 'eu-west-1_None',
              AUTHCTL_CLIENT_ID: 'none',
              AUTHCTL_ENDPOINT: server.origin,
              AUTHCTL_PASSWORD: password,
              AUTHCTL_MFA_CODE: '123456',
            },
          },
          ...['login', '--flow', flow, '--store', 'none', '--username', 'ada', '--json'],
        )
        const {error} = ran.json()
        assert.deepEqual([ran.status, error.code], [status, code], error.message)
        assert.match(error.message, says)
        assert.ok(!`${ran.stdout}${said.join('')}`.includes(password))
        if (requests !== undefined) assert.equal(server.asked.length, requests)
      } finally {
        server.stop()
      }
    })
})

function answering(answer: (operation: string, body: string, res: ServerResponse) => unknown): Promise<JsonServer> {
  return serve(async (req: IncomingMessage, res: ServerResponse) => {
    let body = ''
    for await (const chunk of req) body += chunk
    const operation = String(req.headers['x-amz-target'] ?? '').split('.')[1] ?? ''
    const document = answer(operation, body, res)
    if (document === undefined || res.headersSent) return
    res.writeHead(200, {'content-type': req.url === '/' ? 'application/x-amz-json-1.1' : 'application/json'})
    res.end(JSON.stringify(document))
  })
}
