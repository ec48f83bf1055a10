import assert from 'node:assert/strict'
import {differences, noted} from '../../../src/lib/directory/rehearsal.ts'

describe('a dry run', () => {
  it('tells what is changed, new and gone, by path', () => {
    assert.deepEqual(
      differences(
        {username: 'ada', enabled: true, attributes: {name: 'Ada', nickname: 'A'}},
        {username: 'ada', enabled: false, attributes: {name: 'Ada', email: 'a@b.c'}},
      ),
      [
        {path: 'enabled', before: true, after: false},
        {path: 'attributes.nickname', before: 'A'},
        {path: 'attributes.email', after: 'a@b.c'},
      ],
    )
  })
  it('shows no password', () => {
    const input = {Username: 'ada', Password: 'Correct-Horse-9', TemporaryPassword: 'x', Limit: undefined}
    assert.deepEqual(noted({operation: 'Any', input}), {
      operation: 'Any',
      input: {Username: 'ada', Password: '•••', TemporaryPassword: '•••'},
    })
  })
})
