import assert from 'node:assert/strict'
import {existsSync} from 'node:fs'
import {authctl, testWorld} from '../support/world.ts'

describe('authctl demo', () => {
  it('tells the whole story, lets in whom it should and nobody else', async () => {
    const world = testWorld()
    const {status, stdout, json} = await authctl(world, 'demo', '--json')
    const {ok, steps, doors} = json()
    assert.deepEqual(
      steps.map(({step, outcome}: {step: string; outcome: string}) => `${step}: ${outcome}`),
      [
        'start: done',
        'group-create: done',
        'user-create: done',
        'login-pkce: done',
        'token-decode: done',
        'token-verify: done',
        'login-second-person: done',
        'login-device: done',
        'login-machine: done',
        'graphql-maria: done',
        'graphql-linus: denied',
        'graphql-linus-notes: done',
        'graphql-machine: done',
        'graphql-stranger: denied',
      ],
    )
    assert.deepEqual(
      doors.map(({who, field, letIn}: {who: string; field: string; letIn: boolean}) => [who, field, letIn]),
      [
        ['maria, in auditors', 'auditLog', true],
        ['linus, in no group', 'auditLog', false],
        ['linus, in no group', 'notes', true],
        ['the machine', 'notes', true],
        ['a stranger', 'notes', false],
      ],
    )
    assert.equal(ok, true)
    assert.equal(status, 0)
    assert.doesNotMatch(stdout, /eyJ[\w-]+\.[\w-]+\.[\w-]+/, 'no token in the transcript')
    assert.equal(existsSync(world.folders.data), false, 'nothing of the user’s is written')
  }).timeout(60_000)
})
