import assert from 'node:assert/strict'
import {type AuthenticationResultType, InitiateAuthCommand} from '@aws-sdk/client-cognito-identity-provider'
import {clientId, poolId, type TestStack, testStack} from '../../support/stack.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../../support/world.ts'

describe('tokens of the local stack', () => {
  let stack: TestStack
  let tokens: AuthenticationResultType
  const worlds: TestWorld[] = []
  const token = (verb: 'decode' | 'verify', text = '', ...flags: string[]) => {
    const world = testWorld({terminal: silentTerminal(text)})
    worlds.push(world)
    const client = flags.includes('--client-id') ? [] : ['--client-id', clientId]
    const parties = verb === 'verify' ? ['--issuer', `${stack.url}/${poolId}`, ...client] : []
    return authctl(world, 'token', verb, ...parties, ...flags, '--json')
  }
  before(async () => {
    stack = await testStack()
    const parameters = {USERNAME: 'ada', PASSWORD: 'Correct-Horse-9'}
    const {AuthenticationResult = {}} = await stack.cognito.send(
      new InitiateAuthCommand({ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: parameters}),
    )
    tokens = AuthenticationResult
  })
  after(async () => {
    for (const world of worlds) world.dispose()
    await stack.stop()
  })

  it('verify as what they are, by keys found through discovery', async () => {
    const access = await token('verify', tokens.AccessToken, '--kind', 'access', '--group', 'admins')
    assert.deepEqual([access.json().code, access.json().rule, access.status], ['valid', 'Cognito access token', 0])
    const id = await token('verify', tokens.IdToken, '--kind', 'id', '--group', 'admins')
    assert.deepEqual([id.json().code, id.json().rule, id.status], ['valid', 'Cognito ID token', 0])
    assert.equal(id.json().claims['cognito:username'], 'ada')
  })

  it('never pass for each other, nor for another client', async () => {
    const rows: [code: string, text: string | undefined, ...flags: string[]][] = [
      ['kind', tokens.AccessToken, '--kind', 'id'],
      ['kind', tokens.IdToken, '--kind', 'access'],
      ['client_id', tokens.AccessToken, '--client-id', 'another'],
      ['aud', tokens.IdToken, '--client-id', 'another'],
      ['group', tokens.AccessToken, '--group', 'admin'],
      ['encrypted', tokens.RefreshToken],
    ]
    for (const [code, text, ...flags] of rows) {
      const {json, status} = await token('verify', text, ...flags)
      assert.deepEqual([json().code, status], [code, 6])
    }
  })

  it('are decoded, the refresh token by name', async () => {
    assert.equal((await token('decode', tokens.AccessToken)).json().kind, 'access')
    assert.equal((await token('decode', tokens.IdToken)).json().kind, 'id')
    assert.equal((await token('decode', tokens.RefreshToken)).json().kind, 'refresh')
  })
})
