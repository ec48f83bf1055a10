import assert from 'node:assert/strict'
import type {Client} from '../../../src/lib/directory/clients.ts'
import {explainClient, type PoolFacts} from '../../../src/lib/directory/explain-client.ts'

const people: Client = {
  id: '4example',
  name: 'web',
  confidential: false,
  allowedOAuthFlowsUserPoolClient: true,
  allowedOAuthFlows: ['code'],
  allowedOAuthScopes: ['openid'],
  callbackUrls: ['http://localhost:8400/callback'],
}
const machine: Client = {
  id: '5example',
  name: 'worker',
  confidential: true,
  allowedOAuthFlowsUserPoolClient: true,
  allowedOAuthFlows: ['client_credentials'],
  allowedOAuthScopes: ['notes/read'],
}
const pool: PoolFacts = {domain: 'acme', userPoolTier: 'ESSENTIALS', lambdaConfig: {}}

function works(client: Client, facts: PoolFacts = pool): string[] {
  return explainClient(client, facts).flatMap(({flow, works}) => (works ? [flow] : []))
}
function of(flow: string, client: Client, facts: PoolFacts = pool) {
  return explainClient(client, facts).find(verdict => verdict.flow === flow)
}

describe('which flows can work with a client', () => {
  it('of a client that names no flows of the API: what all have by default', () => {
    assert.deepEqual(works(people), ['pkce', 'paste', 'srp', 'refresh'])
  })
  it('of a client for machines', () => assert.deepEqual(works(machine), ['client-credentials', 'srp', 'refresh']))
  it('of one from before the ALLOW_ values', () => {
    assert.deepEqual(works({...people, explicitAuthFlows: ['ADMIN_NO_SRP_AUTH']}).slice(2), [
      'srp',
      'admin password',
      'refresh',
    ])
  })
  it('of one with all flows and triggers of the pool', () => {
    const explicitAuthFlows = ['ALLOW_USER_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_USER_PASSWORD_AUTH']
    const lambdaConfig = {defineAuthChallenge: 'a', createAuthChallenge: 'b', verifyAuthChallengeResponse: 'c'}
    assert.deepEqual(works({...people, explicitAuthFlows}, {...pool, lambdaConfig}).slice(2), [
      'password',
      'user-auth',
      'custom',
    ])
    assert.ok(!works({...people, explicitAuthFlows}, {...pool, userPoolTier: 'LITE'}).includes('user-auth'))
  })
  it('needs a domain at AWS, and none elsewhere', () => {
    assert.deepEqual(of('pkce', people, {})?.mend, ['authctl domain create PREFIX'])
    assert.equal(of('pkce', people, {local: true})?.works, true)
  })
  it('pastes where no callback is on this machine', () => {
    const far = {...people, callbackUrls: ['https://app.example.com/callback']}
    assert.deepEqual([of('pkce', far)?.works, of('paste', far)?.works], [false, true])
    assert.equal(of('paste', {...people, callbackUrls: []})?.works, false)
  })
  it('never proposes what Cognito refuses: one client for people and machines', () => {
    assert.match(of('client-credentials', people)?.mend?.[0] ?? '', /^authctl client create NAME --secret/)
    assert.match(of('pkce', machine)?.mend?.[0] ?? '', /^authctl client create NAME --add-flow code/)
  })
  it('refreshes by rotation where that is on', () => {
    const rotating = {...people, explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'], refreshTokenRotation: {feature: 'ENABLED'}}
    assert.ok(works(rotating).includes('refresh'))
  })
})
