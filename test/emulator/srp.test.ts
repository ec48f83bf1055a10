import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'
import {
  claim,
  matches,
  N,
  power,
  serverHalf,
  sharedKey,
  usable,
  verifierFor,
} from '../../src/lib/emulator/cognito/srp.ts'

/** A published exchange, computed by the client of amazon-cognito-identity-js and a server written apart from ours. */
const identity = {poolName: 'EXAMPLE12', userId: 'alice'}
const a = BigInt(`0x${'a1'.repeat(32)}`)
const b = BigInt(`0x${'b2'.repeat(32)}`)
const salt = Buffer.from('0f1e2d3c4b5a69788796a5b4c3d2e1f0', 'hex')

describe('SRP as Cognito does it', () => {
  it('arrives at the keys and the signature of a known exchange', () => {
    const A = power(2n, a).toString(16)
    assert.equal(sha256(A), '299c2f400d99ae3ff78f767386c848b117f511335ca7f006c4e0c3f4ca59b01a')
    const {verifier} = verifierFor(identity, 'Passw0rd!', salt)
    const {b: secret, B} = serverHalf(verifier, b)
    assert.equal(sha256(B), '00f5c113ea11dbe50d2ada8883ef13e39cab2e412a73212f92f3766957624679')
    const key = sharedKey({A, B, b: secret, verifier})
    assert.equal(key.toString('hex'), 'acc53683df79c61ae5ef788855660ef1')
    const signature = claim(key, identity, 'c2VjcmV0LWJsb2NrLWV4YW1wbGU=', 'Tue May 7 00:09:40 UTC 2025')
    assert.equal(signature, 'bP1z4C/0EdPCn9B8nVSwEpevzvWWjGCp25aWqjJyFxY=')
  })

  it('knows the password again, and no other', () => {
    const kept = verifierFor(identity, 'Passw0rd!')
    assert.equal(matches(identity, 'Passw0rd!', kept), true)
    assert.equal(matches(identity, 'passw0rd!', kept), false)
    assert.equal(matches({...identity, userId: 'mallory'}, 'Passw0rd!', kept), false)
  })

  it('refuses an A that would give the key away', () => {
    assert.equal(usable('0'), false)
    assert.equal(usable(N.toString(16)), false)
    assert.equal(usable('1'), true)
    assert.equal(usable('not hex'), false)
    assert.equal(usable('f'.repeat(769)), false)
  })
})

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
