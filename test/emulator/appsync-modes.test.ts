import assert from 'node:assert/strict'
import {makeApi} from '../../src/lib/emulator/appsync/api.ts'
import type {Caller} from '../../src/lib/emulator/appsync/caller.ts'
import {run} from '../../src/lib/emulator/appsync/operation.ts'
import type {AuthModes} from '../../src/lib/emulator/appsync/rules.ts'
import {localAwsCredentials} from '../../src/lib/emulator/credentials.ts'
import {type Emulator, startEmulator} from '../../src/lib/emulator/emulator.ts'
import {sign} from '../../src/lib/emulator/keys.ts'
import {signedHeaders} from '../support/signing.ts'

describe('authorization modes of the GraphQL API', () => {
  let stack: Emulator
  beforeEach(async () => {
    stack = await startEmulator()
  })
  afterEach(() => stack.stop())

  const post = async (headers: Record<string, string>, body: string) => {
    const answer = await fetch(`${stack.url}/graphql`, {
      method: 'POST',
      headers: {'content-type': 'application/json', ...headers},
      body,
    })
    return {status: answer.status, body: (await answer.json()) as any}
  }

  describe('AWS_IAM', () => {
    const body = '{"query":"{ whoami { mode userArn } auditLog { action } status { ok } }"}'
    const url = () => `${stack.url}/graphql`

    it('opens what is tagged for it to a request signed with the stack’s credentials', async () => {
      assert.deepEqual(await post(await signedHeaders(url(), body, localAwsCredentials), body), {
        status: 200,
        body: {
          data: {
            whoami: {mode: 'AWS_IAM', userArn: 'arn:aws:iam::000000000000:user/local'},
            auditLog: [{action: 'addNote'}, {action: 'addNote'}],
            status: {ok: true},
          },
        },
      })
    })
    it('refuses whatever was not signed so', async () => {
      const {accessKeyId} = localAwsCredentials
      const good = await signedHeaders(url(), body, localAwsCredentials)
      const refusals: [Record<string, string>, string, string][] = [
        [good, body.replace('ok', 'notes'), 'InvalidSignatureException'],
        [{...good, 'content-type': 'application/graphql'}, body, 'InvalidSignatureException'],
        [
          await signedHeaders(url(), body, {accessKeyId, secretAccessKey: 'guessed'}),
          body,
          'InvalidSignatureException',
        ],
        [await signedHeaders(url(), body, {...localAwsCredentials, service: 's3'}), body, 'InvalidSignatureException'],
        [
          await signedHeaders(url(), body, {...localAwsCredentials, at: new Date(Date.now() - 6 * 60 * 1000)}),
          body,
          'InvalidSignatureException',
        ],
        [
          await signedHeaders(url(), body, {...localAwsCredentials, accessKeyId: 'AKIAELSEWHERE0000000'}),
          body,
          'UnrecognizedClientException',
        ],
        [{authorization: 'AWS4-HMAC-SHA256 Credential=x'}, body, 'IncompleteSignatureException'],
      ]
      for (const [headers, sent, errorType] of refusals) {
        const {status, body: answer} = await post(headers, sent)
        assert.deepEqual([status, answer.errors[0].errorType], [403, errorType])
        assert.ok(!('data' in answer))
      }
    })
  })

  describe('OPENID_CONNECT', () => {
    const query = '{"query":"{ whoami { mode issuer groups } note(id: \\"welcome\\") { title } history { action } }"}'
    const token = (claims: object) => {
      const [pool] = stack.state.pools.values()
      const exp = stack.clock.seconds() + 60
      return sign(pool!, 'id', {iss: `${stack.url}/standard`, aud: 'localcli', sub: 'ada', exp, ...claims})
    }

    it('takes the standard issuer’s tokens, by the keys it publishes, and no groups from them', async () => {
      const {body} = await post({authorization: await token({'cognito:groups': ['admins']})}, query)
      assert.deepEqual(body.data, {
        whoami: {mode: 'OPENID_CONNECT', issuer: `${stack.url}/standard`, groups: null},
        note: {title: 'Welcome'},
        history: null,
      })
    })
    it('refuses what ended and what that issuer did not sign', async () => {
      const ended = await token({exp: stack.clock.seconds() - 1})
      assert.equal((await post({authorization: ended}, query)).body.errors[0].message, 'Token has expired.')
      const forged = `${(await token({})).slice(0, -8)}AAAAAAAA`
      assert.equal((await post({authorization: forged}, query)).status, 401)
    })
  })

  describe('AWS_LAMBDA', () => {
    const ask = async (token: string, query: string) =>
      (await post({authorization: token}, JSON.stringify({query}))).body

    it('lets in whom the authorizer lets in, with its context', async () => {
      const {data} = await ask('lambda-allow', '{ whoami { mode resolverContext } }')
      assert.equal(data.whoami.mode, 'AWS_LAMBDA')
      assert.equal(JSON.parse(data.whoami.resolverContext).tenant, 'local')
    })
    it('turns away whom it does not know, as any stranger', async () => {
      assert.deepEqual(await post({authorization: 'open-sesame'}, '{"query":"{ status { ok } }"}'), {
        status: 401,
        body: {errors: [{errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.'}]},
      })
    })
    it('keeps the fields it denies', async () => {
      const readonly = await ask('lambda-readonly', 'mutation { addNote(title: "x") { id } }')
      assert.equal(readonly.errors[0].message, 'Not Authorized to access addNote on type Mutation')
      const titles = await ask('lambda-titles', '{ note(id: "welcome") { title text } }')
      assert.deepEqual(titles.data, {note: {title: 'Welcome', text: null}})
      assert.deepEqual(titles.errors[0].path, ['note', 'text'])
    })
    it('asks the authorizer again only after its time to live', async () => {
      const decidedAt = async (token: string) =>
        JSON.parse((await ask(token, '{ whoami { resolverContext } }')).data.whoami.resolverContext).decidedAt
      const first = await decidedAt('lambda-allow')
      stack.clock.advance(299_000)
      assert.equal(await decidedAt('lambda-allow'), first)
      stack.clock.advance(2_000)
      assert.notEqual(await decidedAt('lambda-allow'), first)
      const uncached = await decidedAt('lambda-uncached')
      stack.clock.advance(1)
      assert.notEqual(await decidedAt('lambda-uncached'), uncached)
    })
  })

  describe('directives', () => {
    const sdl = /* GraphQL */ `
      type Query {
        plain: String
        byAuth: String @aws_auth(cognito_groups: ["admins"])
        byPools: String @aws_cognito_user_pools(cognito_groups: ["admins"])
        byKey: String @aws_api_key
        tagged: Tagged @aws_api_key @aws_cognito_user_pools
      }
      type Tagged @aws_api_key {
        inherited: String
        own: String @aws_cognito_user_pools
      }
    `
    const fields = ['plain', 'byAuth', 'byPools', 'byKey'] as const
    const api = (modes: AuthModes) =>
      makeApi(
        sdl,
        {
          Query: {
            ...Object.fromEntries(fields.map(name => [name, () => name])),
            tagged: () => ({inherited: 'i', own: 'o'}),
          },
        },
        modes,
      )
    const opened = async (modes: AuthModes, caller: Caller, query: string = `{ ${fields.join(' ')} }`) => {
      const where = {origin: stack.url, ...stack, log: () => {}}
      const {data} = await run(api(modes), {stack: where, caller}, {query})
      return JSON.parse(JSON.stringify(data))
    }
    const pools: AuthModes = {default: 'AMAZON_COGNITO_USER_POOLS', additional: []}
    const poolsAndKey: AuthModes = {default: 'AMAZON_COGNITO_USER_POOLS', additional: ['API_KEY']}
    const keyAndPools: AuthModes = {default: 'API_KEY', additional: ['AMAZON_COGNITO_USER_POOLS']}
    const stranger: Caller = {mode: 'AMAZON_COGNITO_USER_POOLS', groups: []}
    const admin: Caller = {mode: 'AMAZON_COGNITO_USER_POOLS', groups: ['admins']}
    const key: Caller = {mode: 'API_KEY'}

    it('heeds @aws_auth, and no groups of @aws_cognito_user_pools, where user pools are the sole mode', async () => {
      const open = {plain: 'plain', byAuth: 'byAuth', byPools: 'byPools', byKey: 'byKey'}
      assert.deepEqual(await opened(pools, admin), open)
      assert.deepEqual(await opened(pools, stranger), {...open, byAuth: null})
    })
    it('heeds @aws_cognito_user_pools, and no @aws_auth, where there are more', async () => {
      assert.deepEqual(await opened(poolsAndKey, stranger), {
        plain: 'plain',
        byAuth: 'byAuth',
        byPools: null,
        byKey: null,
      })
      assert.deepEqual(await opened(poolsAndKey, key), {plain: null, byAuth: null, byPools: null, byKey: 'byKey'})
    })
    it('leaves what carries no directive to the default mode', async () => {
      assert.deepEqual(await opened(keyAndPools, key), {
        plain: 'plain',
        byAuth: 'byAuth',
        byPools: null,
        byKey: 'byKey',
      })
      assert.deepEqual(await opened(keyAndPools, admin), {plain: null, byAuth: null, byPools: 'byPools', byKey: null})
    })
    it('lets a field’s directives replace those of its type', async () => {
      const query = '{ tagged { inherited own } }'
      assert.deepEqual(await opened(poolsAndKey, key, query), {tagged: {inherited: 'i', own: null}})
      assert.deepEqual(await opened(poolsAndKey, admin, query), {tagged: {inherited: null, own: 'o'}})
    })
  })
})
