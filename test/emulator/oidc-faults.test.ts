import assert from 'node:assert/strict'
import {poolId, type TestStack, testStack} from '../support/stack.ts'

describe('trouble ordered at the OAuth endpoints', () => {
  let stack: TestStack

  before(async () => {
    stack = await testStack()
  })
  after(() => stack.stop())

  const endpoints: [string, string, string][] = [
    ['discovery', 'GET', `/${poolId}/.well-known/openid-configuration`],
    ['jwks', 'GET', `/${poolId}/.well-known/jwks.json`],
    ['authorize', 'GET', '/oauth2/authorize'],
    ['token', 'POST', '/oauth2/token'],
    ['userInfo', 'GET', '/oauth2/userInfo'],
    ['revoke', 'POST', '/oauth2/revoke'],
    ['discovery', 'GET', '/standard/.well-known/openid-configuration'],
    ['jwks', 'GET', '/standard/jwks'],
    ['authorize', 'GET', '/standard/authorize'],
    ['token', 'POST', '/standard/token'],
    ['userInfo', 'GET', '/standard/userinfo'],
    ['revoke', 'POST', '/standard/revoke'],
    ['introspect', 'POST', '/standard/introspect'],
    ['device', 'POST', '/standard/device/authorize'],
  ]
  for (const [target, method, path] of endpoints)
    it(`happens once at ${method} ${path}`, async () => {
      const statusOf = async () => (await fetch(stack.url + path, {method, redirect: 'manual'})).status
      const usual = await statusOf()
      stack.faults.next(target, {kind: 'throttle'})
      stack.faults.next(target, {kind: 'error', status: 503})
      assert.deepEqual([await statusOf(), await statusOf(), await statusOf()], [429, 503, usual])
      assert.deepEqual(stack.faults.list(), [])
    })
})
