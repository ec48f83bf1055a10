import assert from 'node:assert/strict'
import {CognitoJwtVerifier} from 'aws-jwt-verify'
import {keySetOf} from '../../../src/lib/token/key-set.ts'
import {fixedKeys} from '../../../src/lib/token/key-source.ts'
import {verifyToken} from '../../../src/lib/token/verify.ts'
import {signed, testKey} from '../../support/tokens.ts'

const userPoolId = 'eu-west-1_AbCdEf123'
const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`
const key = testKey('RS256')
const stranger = {...testKey('RS256'), kid: key.kid}
const at = Math.floor(Date.now() / 1000)
// The whole suite may take a while to come here.
const common = {iss: issuer, sub: 'a1', iat: at - 5, exp: at + 86_400, 'cognito:groups': ['admins']}
const good = {
  id: {...common, token_use: 'id', aud: 'web'},
  access: {...common, token_use: 'access', client_id: 'web', scope: 'openid notes/read'},
}

/** What AWS's own verifier says: the claims, or its objection. */
function awsAccepts(token: string, tokenUse: 'id' | 'access'): boolean {
  const scope = tokenUse === 'access' ? {scope: 'notes/read'} : {}
  const verifier = CognitoJwtVerifier.create({userPoolId, tokenUse, clientId: 'web', groups: 'admins', ...scope})
  verifier.cacheJwks({keys: [key.jwk]} as unknown as Parameters<typeof verifier.cacheJwks>[0])
  try {
    verifier.verifySync(token)
    return true
  } catch {
    return false
  }
}

async function weAccept(token: string, kind: 'id' | 'access'): Promise<boolean> {
  const scopes = kind === 'access' ? ['notes/read'] : []
  const expected = {issuer, clientId: 'web', kind, groups: ['admins'], scopes, now: Date.now()}
  return (await verifyToken(token, fixedKeys(keySetOf({keys: [key.jwk]})), expected)).valid
}

describe('a second opinion: aws-jwt-verify', () => {
  const changes: [what: string, claims: object, accepted?: boolean][] = [
    ['nothing changed', {}, true],
    ['unknown claims', {'custom:x': '1', identities: [{primary: 'true'}]}, true],
    ['another issuer', {iss: `${issuer}/`}],
    ['another pool', {iss: issuer.replace('AbC', 'AbD')}],
    ['another client', {aud: 'web2', client_id: 'web2'}],
    ['no client', {aud: undefined, client_id: undefined}],
    ['the other use', {token_use: 'other'}],
    ['no use', {token_use: undefined}],
    ['expired', {exp: at - 1}],
    ['an end in words', {exp: 'tomorrow'}],
    ['not yet valid', {nbf: at + 86_400}],
    ['another group', {'cognito:groups': ['admins2']}],
    ['no group', {'cognito:groups': undefined}],
  ]
  for (const kind of ['id', 'access'] as const) {
    for (const [what, change, accepted = false] of changes) {
      it(`agrees on an ${kind} token with ${what}`, async () => {
        const token = signed(key, {...good[kind], ...change})
        assert.deepEqual([await weAccept(token, kind), awsAccepts(token, kind)], [accepted, accepted])
      })
    }
  }

  it('agrees that neither kind passes for the other, and that strangers do not sign', async () => {
    const rows: [token: string, kind: 'id' | 'access'][] = [
      [signed(key, good.id), 'access'],
      [signed(key, good.access), 'id'],
      [signed(stranger, good.id), 'id'],
      [signed(key, good.id, {alg: 'none'}), 'id'],
      [signed(key, good.id, {alg: 'HS256'}), 'id'],
      [signed(key, good.id, {kid: 'unknown'}), 'id'],
      [signed(key, {...good.access, scope: 'notes/reader'}), 'access'],
    ]
    for (const [token, kind] of rows)
      assert.deepEqual([await weAccept(token, kind), awsAccepts(token, kind)], [false, false])
  })

  it('is stricter where it should be: critical extensions, and an end that is missing', async () => {
    for (const token of [signed(key, good.id, {crit: ['x'], x: 1}), signed(key, {...good.id, exp: undefined})]) {
      assert.deepEqual([await weAccept(token, 'id'), awsAccepts(token, 'id')], [false, true])
    }
  })
})
