import assert from 'node:assert/strict'
import {translated} from '../../../src/lib/directory/translate.ts'
import {Failure} from '../../../src/lib/failure.ts'

const directory = {
  poolId: 'eu-west-1_AbCdEf',
  profile: {name: 'p', region: 'us-east-1'},
  cancelled: new AbortController().signal,
}

function failure(error: object, input: object = {}): Failure {
  const result = translated(error, {operation: 'GetGroup', input, directory})
  assert.ok(result instanceof Failure)
  return result
}

describe('an error of AWS', () => {
  it('about a pool that is elsewhere names the region in its id', () => {
    const {code, message, hints} = failure({name: 'ResourceNotFoundException', message: 'User pool does not exist.'})
    assert.deepEqual(
      {code, message, hints},
      {
        code: 'not_found',
        message: 'User pool does not exist.',
        hints: ['--region eu-west-1: that is where the pool’s id says it is'],
      },
    )
  })
  it('says whom it was about, on one line', () => {
    const input = {Username: 'ada', GroupName: 'admins'}
    const {message} = failure({name: 'UserNotFoundException', message: 'No\nsuch  user'}, input)
    assert.equal(message, 'User ada, group admins: No such user.')
  })
  for (const [error, code] of [
    [{name: 'Error', message: '', code: 'ENOTFOUND'}, 'unreachable'],
    [{name: 'Error', message: 'certificate has expired', code: 'CERT_HAS_EXPIRED'}, 'unreachable'],
    [{name: 'TimeoutError', message: 'socket hang up', code: 'ECONNRESET'}, 'unreachable'],
    [{name: 'TimeoutError', message: 'too slow'}, 'timed_out'],
    [{name: 'UnknownError', message: '', $fault: 'client', $metadata: {httpStatusCode: 404}}, 'unreachable'],
    [{name: 'UnknownError', message: '', $fault: 'client', $metadata: {httpStatusCode: 429}}, 'throttled'],
    [{name: 'SyntaxError', message: '<html>', $metadata: {httpStatusCode: 502}}, 'unreachable'],
    [{name: 'CodeDeliveryFailureException', message: 'No mail.', $fault: 'client'}, 'partly_done'],
    [{name: 'FeatureUnavailableInTierException', message: 'No.', $fault: 'client'}, 'unsupported'],
  ] as const)
    it(`${error.name} ${'code' in error ? error.code : ''} is ${code}`, () => assert.equal(failure(error).code, code))
  it('that is none stays what it is: a bug of ours', () => {
    const bug = new TypeError('x is not a function')
    assert.equal(translated(bug, {operation: 'GetGroup', input: {}, directory}), bug)
  })
})
