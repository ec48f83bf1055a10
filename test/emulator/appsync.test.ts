import assert from 'node:assert/strict'
import {buildClientSchema, getIntrospectionQuery, type IntrospectionQuery} from 'graphql'
import {localApiKey} from '../../src/lib/emulator/credentials.ts'
import {type Emulator, startEmulator} from '../../src/lib/emulator/emulator.ts'
import {type People, people} from '../support/people.ts'

describe('the GraphQL API of the stack', () => {
  let stack: Emulator
  let who: People
  before(async () => {
    stack = await startEmulator()
    who = people(stack)
  })
  after(() => stack.stop())

  const ask = async (headers: Record<string, string>, query: string, more: object = {}) => {
    const answer = await fetch(`${stack.url}/graphql`, {
      method: 'POST',
      headers: {'content-type': 'application/json', ...headers},
      body: JSON.stringify({query, ...more}),
    })
    return {
      status: answer.status,
      errorType: answer.headers.get('x-amzn-errortype'),
      body: (await answer.json()) as any,
    }
  }
  const as = (token: string) => ({authorization: token})

  describe('with user pool tokens', () => {
    it('answers an access token and an ID token alike, raw or as Bearer', async () => {
      const expected = {status: 200, errorType: null, body: {data: {note: {title: 'Welcome'}}}}
      const query = '{ note(id: "welcome") { title } }'
      assert.deepEqual(await ask(as(await who.access('linus')), query), expected)
      assert.deepEqual(await ask(as(await who.id('linus')), query), expected)
      assert.deepEqual(await ask(as(`Bearer ${await who.id('linus')}`), query), expected)
    })
    it('tells who it takes the caller for', async () => {
      const {body} = await ask(
        as(await who.access('ada')),
        '{ whoami { mode username groups issuer clientId tokenUse } }',
      )
      assert.deepEqual(body.data.whoami, {
        mode: 'AMAZON_COGNITO_USER_POOLS',
        username: 'ada',
        groups: ['admins', 'editors'],
        issuer: who.issuer,
        clientId: 'testclient',
        tokenUse: 'access',
      })
    })
    it('opens a field to its group', async () => {
      const {body} = await ask(as(await who.access('ada')), '{ auditLog { action } }')
      assert.deepEqual(body, {data: {auditLog: [{action: 'addNote'}, {action: 'addNote'}]}})
    })
    it('refuses a field to others with 200, null and an Unauthorized error, and answers the rest', async () => {
      const {status, body} = await ask(
        as(await who.access('grace')),
        '{\n  auditLog { action }\n  note(id: "welcome") { id }\n}',
      )
      assert.equal(status, 200)
      assert.deepEqual(body, {
        data: {auditLog: null, note: {id: 'welcome'}},
        errors: [
          {
            path: ['auditLog'],
            data: null,
            errorType: 'Unauthorized',
            errorInfo: null,
            locations: [{line: 2, column: 3, sourceName: null}],
            message: 'Not Authorized to access auditLog on type Query',
          },
        ],
      })
    })
    it('refuses single fields inside a type', async () => {
      const {body} = await ask(as(await who.access('grace')), '{ history { action who } }')
      assert.deepEqual(body.data.history, [
        {action: 'addNote', who: null},
        {action: 'addNote', who: null},
      ])
      assert.deepEqual(body.errors[0].path, ['history', 0, 'who'])
    })
    it('turns away what it cannot trust, each in AppSync’s words', async () => {
      const refused = (message: string) => ({
        status: 401,
        errorType: 'UnauthorizedException',
        body: {errors: [{errorType: 'UnauthorizedException', message}]},
      })
      const now = stack.clock.seconds()
      const token = await who.access('ada')
      const cut = `${token.slice(0, -8)}AAAAAAAA`
      const foreign = await who.forged({iss: 'https://elsewhere.example', exp: now + 60, token_use: 'access'})
      const endless = await who.forged({iss: who.issuer, token_use: 'access'})
      const refresh = await who.forged({iss: who.issuer, exp: now + 60, token_use: 'refresh'})
      const old = await who.forged({iss: who.issuer, exp: now - 1, token_use: 'access'})
      const anybody = 'You are not authorized to make this call.'
      assert.deepEqual(await ask({}, '{ status { ok } }'), refused('Valid authorization header not provided.'))
      assert.deepEqual(await ask(as('a.b.c'), '{ status { ok } }'), refused('Unable to parse JWT token.'))
      assert.deepEqual(await ask(as(old), '{ status { ok } }'), refused('Token has expired.'))
      for (const bad of [cut, foreign, endless, refresh])
        assert.deepEqual(await ask(as(bad), '{ status { ok } }'), refused(anybody))
    })
    it('lets tokens end by the stack’s own clock', async () => {
      const other = await startEmulator()
      const token = await people(other).access('ada')
      other.clock.advance(61 * 60 * 1000)
      const answer = await fetch(`${other.url}/graphql`, {
        method: 'POST',
        headers: as(token),
        body: '{"query":"{ status { ok } }"}',
      })
      await other.stop()
      assert.deepEqual(await answer.json(), {
        errors: [{errorType: 'UnauthorizedException', message: 'Token has expired.'}],
      })
    })
  })

  describe('with the API key', () => {
    it('opens what is tagged for it and nothing else', async () => {
      const {body} = await ask({'x-api-key': localApiKey}, '{ status { ok } notes { id } }')
      assert.deepEqual(body.data, {status: {ok: true}, notes: null})
      assert.equal(body.errors[0].message, 'Not Authorized to access notes on type Query')
    })
    it('refuses another key, and its own a year later', async () => {
      const refused = {
        status: 401,
        errorType: 'UnauthorizedException',
        body: {errors: [{errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.'}]},
      }
      assert.deepEqual(await ask({'x-api-key': 'da2-00000000000000000000000000'}, '{ status { ok } }'), refused)
      stack.clock.advance(365 * 24 * 3600 * 1000)
      assert.deepEqual(await ask({'x-api-key': localApiKey}, '{ status { ok } }'), refused)
      stack.clock.advance(-365 * 24 * 3600 * 1000)
    })
  })

  describe('as a GraphQL server', () => {
    const key = {'x-api-key': localApiKey}
    const malformed = (message: string) => ({
      status: 400,
      errorType: 'MalformedHttpRequestException',
      body: {errors: [{errorType: 'MalformedHttpRequestException', message}]},
    })
    it('describes itself so that graphql-js can build a client schema', async () => {
      const {body} = await ask(key, getIntrospectionQuery())
      const schema = buildClientSchema(body.data as IntrospectionQuery)
      assert.deepEqual(Object.keys(schema.getMutationType()!.getFields()), ['addNote', 'removeNote'])
    })
    it('words an invalid document as graphql-java does', async () => {
      assert.deepEqual(await ask(key, '{badfield}'), {
        status: 200,
        errorType: null,
        body: {
          data: null,
          errors: [
            {
              path: null,
              locations: [{line: 1, column: 2, sourceName: null}],
              message:
                "Validation error of type FieldUndefined: Field 'badfield' in type 'Query' is undefined @ 'badfield'",
            },
          ],
        },
      })
    })
    it('answers a missing variable, an unknown operation and a missing choice with 200 and null', async () => {
      const queries: [string, object, RegExp][] = [
        ['query($id: ID!) { note(id: $id) { id } }', {}, /Variable "\$id"/],
        ['query A { status { ok } }', {operationName: 'B'}, /Unknown operation named 'B'/],
        ['query A { status { ok } } query B { status { ok } }', {}, /Must provide operation name/],
      ]
      for (const [query, more, message] of queries) {
        const {status, body} = await ask(key, query, more)
        assert.deepEqual({status, data: body.data}, {status: 200, data: null})
        assert.match(body.errors[0].message, message)
      }
    })
    it('refuses what is no GraphQL with 400', async () => {
      assert.deepEqual(await ask(key, '{'), malformed('Unable to parse GraphQL query.'))
      for (const [sent, message] of [
        ['', 'Request body is empty.'],
        ['meow', 'Unable to parse GraphQL query.'],
        ['[]', 'Unable to parse GraphQL query.'],
        ['{"query":{}}', 'Unable to parse GraphQL query.'],
        ['{"query":"{a}","variables":[]}', 'Unable to parse GraphQL query.'],
      ] as const) {
        const answer = await fetch(`${stack.url}/graphql`, {
          method: 'POST',
          headers: {...key, 'content-type': 'application/json'},
          body: sent,
        })
        assert.deepEqual(
          {status: answer.status, body: await answer.json()},
          {status: 400, body: malformed(message).body},
        )
      }
    })
    it('takes application/graphql, refuses other content types and other methods', async () => {
      const post = (type: string, body: string) =>
        fetch(`${stack.url}/graphql`, {method: 'POST', headers: {...key, 'content-type': type}, body})
      assert.equal((await post('application/graphql', '{"query":"{ status { ok } }"}')).status, 200)
      assert.deepEqual(await (await post('application/graphql', '{ status { ok } }')).json(), {
        data: {status: {ok: true}},
      })
      assert.equal((await post('text/plain', '{"query":"{ status { ok } }"}')).status, 415)
      const got = await fetch(`${stack.url}/graphql`, {headers: key})
      assert.deepEqual([got.status, got.headers.get('allow')], [405, 'POST'])
    })
    it('has trouble when ordered to', async () => {
      stack.faults.next('graphql', {kind: 'throttle'})
      assert.deepEqual(await ask(key, '{ status { ok } }'), {
        status: 429,
        errorType: 'ThrottlingException',
        body: {errors: [{errorType: 'ThrottlingException', message: 'Rate exceeded'}]},
      })
      stack.faults.next('graphql', {kind: 'error', status: 503})
      assert.equal((await ask(key, '{ status { ok } }')).status, 503)
      assert.equal((await ask(key, '{ status { ok } }')).status, 200)
    })
  })
})
