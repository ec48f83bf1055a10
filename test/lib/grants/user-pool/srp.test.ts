import assert from 'node:assert/strict'
import {createHash, createHmac} from 'node:crypto'
import {createRequire} from 'node:module'
import {beginProof, timestamp, verifierOf} from '../../../../src/lib/grants/user-pool/srp.ts'

// The arithmetic of a client that others wrote, without its network: an independent witness for ours.
const require = createRequire(import.meta.url)
const {default: AuthenticationHelper} = require('amazon-cognito-identity-js/lib/AuthenticationHelper.js')
const {default: BigInteger} = require('amazon-cognito-identity-js/lib/BigInteger.js')

const block = 'c2VjcmV0LWJsb2NrLWV4YW1wbGU='
const time = 'Tue May 7 00:09:40 UTC 2025'

/** What the other client signs with the same random number, in the same exchange. */
async function theirs(
  {group, name, secret}: {group: string; name: string; secret: string},
  {a, B, salt}: {a: bigint; B: string; salt: string},
): Promise<{A: string; signature: string}> {
  const helper = new AuthenticationHelper(group)
  helper.smallAValue = new BigInteger(a.toString(16), 16)
  const A = await new Promise<any>((resolve, reject) =>
    helper.calculateA(helper.smallAValue, (error: Error | null, value: unknown) =>
      error ? reject(error) : resolve(value),
    ),
  )
  helper.largeAValue = A
  const key = await new Promise<Uint8Array>((resolve, reject) =>
    helper.getPasswordAuthenticationKey(
      name,
      secret,
      new BigInteger(B, 16),
      new BigInteger(salt, 16),
      (error: Error | null, value: Uint8Array) => (error ? reject(error) : resolve(value)),
    ),
  )
  const signature = createHmac('sha256', key)
    .update(group + name)
    .update(Buffer.from(block, 'base64'))
    .update(time)
    .digest('base64')
  return {A: A.toString(16), signature}
}

describe('the proof of a password (SRP)', () => {
  it('arrives at the signature of a published exchange', () => {
    const proof = beginProof(BigInt(`0x${'a1'.repeat(32)}`))
    assert.equal(sha256(proof.A), '299c2f400d99ae3ff78f767386c848b117f511335ca7f006c4e0c3f4ca59b01a')
    const B = publishedB()
    assert.equal(sha256(B), '00f5c113ea11dbe50d2ada8883ef13e39cab2e412a73212f92f3766957624679')
    const signature = proof.sign(
      {group: 'EXAMPLE12', name: 'alice', secret: 'Passw0rd!'},
      {salt: '0f1e2d3c4b5a69788796a5b4c3d2e1f0', B, secretBlock: block, timestamp: time},
    )
    assert.equal(signature, 'bP1z4C/0EdPCn9B8nVSwEpevzvWWjGCp25aWqjJyFxY=')
  })

  it('signs what amazon-cognito-identity-js signs, whatever the numbers', async function () {
    this.timeout(60_000)
    const drawn = (word: string, bytes: number) =>
      createHash('shake256', {outputLength: bytes}).update(word).digest('hex')
    for (const round of [1, 2, 3, 4, 5, 6]) {
      const a = BigInt(`0x${drawn(`a${round}`, 128)}`)
      // Salts and values with leading zeros and with a first bit that needs padding.
      const exchange = {
        a,
        B: drawn(`B${round}`, 384 - round),
        salt: `${'0'.repeat(round % 3)}${drawn(`s${round}`, 16)}`,
      }
      const prover = {group: 'Pool1', name: `user-${round}`, secret: `Pässwörd ✓ ${round}`}
      const other = await theirs(prover, exchange)
      const proof = beginProof(a)
      assert.equal(proof.A, other.A)
      const {B, salt} = exchange
      assert.equal(proof.sign(prover, {salt, B, secretBlock: block, timestamp: time}), other.signature)
    }
  })

  it('makes the verifier of a device that amazon-cognito-identity-js makes', async function () {
    this.timeout(60_000)
    const helper = new AuthenticationHelper('-group')
    await new Promise<void>((resolve, reject) =>
      helper.generateHashDevice('-group', 'device', (error: Error | null) => (error ? reject(error) : resolve())),
    )
    const {salt, verifier} = verifierOf(
      {group: '-group', name: 'device', secret: helper.getRandomPassword()},
      Buffer.from(helper.getSaltDevices(), 'hex'),
    )
    assert.equal(Buffer.from(salt, 'base64').toString('hex'), helper.getSaltDevices())
    assert.equal(Buffer.from(verifier, 'base64').toString('hex'), helper.getVerifierDevices())
  })

  it('refuses numbers with which anybody could make the proof', () => {
    const prover = {group: 'Pool1', name: 'ada', secret: 'secret'}
    const N = BigInt(`0x${new AuthenticationHelper('Pool1').N.toString(16)}`)
    for (const B of ['0', '00', N.toString(16), (2n * N).toString(16), '', 'not hex', 'f'.repeat(801)])
      assert.throws(() => beginProof().sign(prover, {salt: '01', B, secretBlock: '', timestamp: ''}), {
        code: 'unreachable',
      })
  })

  it('is different each time', () => {
    const seen = new Set([1, 2, 3].map(() => beginProof().A))
    assert.equal(seen.size, 3)
  })

  it('writes the time as Cognito reads it: English, UTC, the day without a zero', () => {
    assert.equal(timestamp(Date.parse('2025-05-07T00:09:40Z')), 'Wed May 7 00:09:40 UTC 2025')
    assert.equal(timestamp(Date.parse('2026-12-31T23:59:59.999Z')), 'Thu Dec 31 23:59:59 UTC 2026')
  })
})

/** B of the published exchange, from its numbers, as a server would: k·g^x + g^b. */
function publishedB(): string {
  const helper = new AuthenticationHelper('EXAMPLE12')
  const N = BigInt(`0x${helper.N.toString(16)}`)
  const k = BigInt(`0x${helper.k.toString(16)}`)
  const x = 0xa8da36609a53f096d7840738f427f10b4d840529c087418dda59055c47b8cd38n
  return ((k * power(2n, x, N) + power(2n, BigInt(`0x${'b2'.repeat(32)}`), N)) % N).toString(16)
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  if (exponent === 0n) return 1n
  const half = power(base, exponent / 2n, modulus)
  return exponent % 2n === 0n ? (half * half) % modulus : (((half * half) % modulus) * base) % modulus
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
