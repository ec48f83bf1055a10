import assert from 'node:assert/strict'
import {setField, type Whom, whomWords} from '../../src/lib/whom.ts'

describe('the words for whom a command talks to', () => {
  const issuer = 'https://id.example.com'
  const rows: [what: string, whom: Whom, words: string][] = [
    ['a profile', {name: 'work', issuer, clientId: 'cli'}, '--profile work'],
    ['an issuer', {name: 'direct', issuer, clientId: 'cli'}, `--issuer ${issuer} --client-id cli`],
    [
      'a pool',
      {name: 'direct', issuer, userPoolId: 'eu-west-1_A1', region: 'eu-west-1'},
      '--user-pool-id eu-west-1_A1',
    ],
    [
      'a pool of an emulator',
      {name: 'direct', userPoolId: 'local_A1', region: 'eu-west-1', endpoint: 'http://127.0.0.1:9'},
      '--user-pool-id local_A1 --region eu-west-1 --endpoint http://127.0.0.1:9',
    ],
  ]
  for (const [what, whom, words] of rows)
    it(`name ${what}`, () => {
      assert.equal(whomWords(whom).join(' '), words)
    })

  it('set a field of a profile, or on the line itself', () => {
    assert.equal(setField({name: 'work'}, '--client-id x'), 'authctl profile set work --client-id x')
    assert.equal(setField({name: 'direct'}, '--client-id x'), 'pass --client-id x')
  })
})
