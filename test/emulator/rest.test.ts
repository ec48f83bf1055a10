import assert from 'node:assert/strict'
import {type Emulator, startEmulator} from '../../src/lib/emulator/emulator.ts'
import {type People, people} from '../support/people.ts'

describe('the REST API of the stack', () => {
  let stack: Emulator
  let who: People
  beforeEach(async () => {
    stack = await startEmulator()
    who = people(stack)
  })
  afterEach(() => stack.stop())

  const call = async (method: string, path: string, token?: string, body?: string, type = 'application/json') => {
    const headers = {...(token && {authorization: token}), ...(body !== undefined && {'content-type': type})}
    const answer = await fetch(`${stack.url}/rest${path}`, {method, headers, ...(body !== undefined && {body})})
    assert.match(answer.headers.get('apigw-requestid') ?? '', /=$/)
    const text = await answer.text()
    const challenge = answer.headers.get('www-authenticate')
    return {status: answer.status, ...(challenge && {challenge}), ...(text && {body: JSON.parse(text)})}
  }

  it('says something to everybody', async () => {
    assert.deepEqual(await call('GET', '/public'), {status: 200, body: {ok: true, notes: 2}})
  })
  it('lets a token with the scope read, raw or as Bearer; a machine’s too', async () => {
    const titles = async (token: string) =>
      (await call('GET', '/notes', token)).body.notes.map((note: any) => note.title)
    const token = await who.access('linus', 'openid notes/read')
    for (const sent of [token, `Bearer ${token}`, await who.machine('notes/read')])
      assert.deepEqual(await titles(sent), ['Who may write', 'Welcome'])
  })
  it('writes and removes notes, which GraphQL shows as well', async () => {
    const token = await who.access('ada', 'notes/read notes/write')
    const {status, body} = await call('POST', '/notes', token, '{"title":"By REST"}')
    assert.deepEqual([status, body.title, body.text, body.author], [201, 'By REST', null, 'ada'])
    const graphql = await fetch(`${stack.url}/graphql`, {
      method: 'POST',
      headers: {authorization: token, 'content-type': 'application/json'},
      body: JSON.stringify({query: '{ notes { title } auditLog { action who } }'}),
    })
    assert.deepEqual(await graphql.json(), {
      data: {
        notes: [{title: 'By REST'}, {title: 'Who may write'}, {title: 'Welcome'}],
        auditLog: ['ada', 'grace', 'ada'].map(name => ({action: 'addNote', who: name})),
      },
    })
    assert.deepEqual(await call('DELETE', `/notes/${body.id}`, token), {status: 204})
    assert.deepEqual(await call('DELETE', `/notes/${body.id}`, token), {
      status: 404,
      body: {message: `There is no note ${body.id}.`},
    })
  })
  it('turns away whoever has no good token, with the reason in the challenge', async () => {
    const unauthorized = (challenge: string) => ({status: 401, challenge, body: {message: 'Unauthorized'}})
    const invalid = (description: string) =>
      unauthorized(`Bearer scope="notes/read" error="invalid_token" error_description="${description}"`)
    const exp = stack.clock.seconds() + 60
    const forged = (claims: object) =>
      who.forged({iss: who.issuer, token_use: 'access', exp, scope: 'notes/read', ...claims})
    assert.deepEqual(await call('GET', '/notes'), unauthorized('Bearer'))
    assert.deepEqual(await call('GET', '/notes', 'nonsense'), invalid('the token is malformed'))
    assert.deepEqual(
      await call('GET', '/notes', await forged({client_id: 'testclient', exp: exp - 120})),
      invalid('the token has expired'),
    )
    assert.deepEqual(
      await call('GET', '/notes', await forged({iss: 'https://elsewhere.example'})),
      invalid('the token has an invalid issuer'),
    )
    const valid = await forged({client_id: 'testclient'})
    assert.deepEqual(
      await call('GET', '/notes', `${valid.slice(0, -8)}AAAAAAAA`),
      invalid('the token has an invalid signature'),
    )
    for (const claims of [{}, {client_id: 'stranger'}, {client_id: 'testclient', aud: 'https://api.example'}])
      assert.deepEqual(
        await call('GET', '/notes', await forged(claims)),
        invalid('the token does not have a valid audience'),
      )
  })
  it('forbids what the token’s scopes do not cover; an ID token has none', async () => {
    const forbidden = (scope: string) => ({
      status: 403,
      challenge: `Bearer scope="${scope}" error="insufficient_scope" error_description="the token does not have a required scope"`,
      body: {message: 'Forbidden'},
    })
    assert.deepEqual(
      await call('POST', '/notes', await who.access('ada', 'notes/read'), '{}'),
      forbidden('notes/write'),
    )
    assert.deepEqual(await call('GET', '/notes', await who.access('ada', 'notes/reader')), forbidden('notes/read'))
    assert.deepEqual(await call('GET', '/notes', await who.id('ada')), forbidden('notes/read'))
  })
  it('refuses notes that are none', async () => {
    const token = await who.access('ada', 'notes/write')
    for (const body of ['', 'null', '[]', '{"title":1}', '{"title":"x","text":1}'])
      assert.equal((await call('POST', '/notes', token, body)).status, 400, body)
    assert.equal((await call('POST', '/notes', token, '{"title":"x"}', 'text/plain')).status, 415)
  })
  it('knows no other routes', async () => {
    assert.deepEqual(await call('GET', '/nothing'), {status: 404, body: {message: 'Not Found'}})
    assert.deepEqual(await call('PUT', '/notes'), {status: 404, body: {message: 'Not Found'}})
  })
  it('has trouble when ordered to', async () => {
    stack.faults.next('rest', {kind: 'throttle'})
    assert.deepEqual(await call('GET', '/public'), {status: 429, body: {message: 'Too Many Requests'}})
    stack.faults.next('rest', {kind: 'error', status: 503})
    assert.deepEqual(await call('GET', '/public'), {status: 503, body: {message: 'Internal Server Error'}})
  })
})
