import assert from 'node:assert/strict'
import {deflateRawSync} from 'node:zlib'
import fc from 'fast-check'
import {Problem} from '../../../src/lib/emulator/problem.ts'
import {acceptedSubject} from '../../../src/lib/emulator/saml/assertion.ts'
import {Failure} from '../../../src/lib/failure.ts'
import {readMessage} from '../../../src/lib/saml/decode.ts'
import {readProviderMetadata} from '../../../src/lib/saml/metadata.ts'
import {verifyMessage} from '../../../src/lib/saml/verify.ts'
import {samlMessageText} from '../../../src/lib/view/saml-message.ts'
import {entityId, idp} from '../../support/forged-saml.ts'
import {metadataOf, responseOf, signXml} from '../../support/saml.ts'

const now = Date.now()
const parts = {
  issuer: entityId,
  recipient: 'https://sp.example/saml2/idpresponse',
  audience: 'urn:amazon:cognito:sp:eu-west-1_Notes',
  requestId: '_request',
  nameId: 'mallory',
  email: 'mallory@corp.example',
  at: now - 1000,
  end: now + 60_000,
}
const signed = signXml(responseOf(parts), idp, '_a')
const metadata = metadataOf(idp.certificate)
const pem = `-----BEGIN CERTIFICATE-----\n${idp.certificate.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`

/** Pieces that XML and SAML are made of, and that parsers stumble over. */
const piece = fc.oneof(
  fc.string({maxLength: 12}),
  fc.constantFrom(
    '<',
    '>',
    '/>',
    '"',
    '&amp;',
    '&#x0;',
    '&x;',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?x?>',
    ' xmlns="urn:x"',
    ' ID="_a"',
    '<Assertion>',
    '</Assertion>',
    '<NameID>admin</NameID>',
    '\u0000',
    '\ud800',
  ),
)

/** A signed response with one stretch of it replaced. */
const tampered = fc
  .tuple(fc.nat(signed.length), fc.nat(40), piece)
  .map(([at, length, text]) => signed.slice(0, at) + text + signed.slice(at + length))

describe('any text at all, as a SAML message', () => {
  it('is read or refused in words, and shown without harm', () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.string({unit: 'binary'}), tampered, wrapped(tampered)), async text => {
        const {message} = await readMessage(text).catch(asFailure)
        if (message) assert.doesNotMatch(samlMessageText(message, now), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
      }),
      {numRuns: 400},
    )).timeout(60_000)

  it('verifies only where it says what was signed', () =>
    fc.assert(
      fc.asyncProperty(tampered, async text => {
        const read = await readMessage(text).catch(asFailure)
        if (!read.message) return
        const {verified, assertions} = await verifyMessage(read, {metadata, where: 'idp.xml', now})
        if (verified) assert.equal(assertions[0]?.subject?.nameId, 'mallory')
        if (verified) assert.deepEqual(assertions[0]?.attributes, [{name: 'mail', values: ['mallory@corp.example']}])
      }),
      {numRuns: 400},
    )).timeout(60_000)

  it('is taken by a pool only where it says what was signed', () =>
    fc.assert(
      fc.asyncProperty(tampered, async text => {
        const expected = {...parts, certificates: [pem], now}
        const taken = await acceptedSubject(text, expected).catch(error => {
          assert.ok(error instanceof Problem, String(error?.stack))
        })
        if (taken) assert.equal(taken.nameId, 'mallory')
        if (taken) assert.deepEqual({...taken.attributes}, {mail: ['mallory@corp.example']})
      }),
      {numRuns: 400},
    )).timeout(60_000)

  it('is no metadata, or is refused in words', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(metadata.length), fc.nat(30), piece, async (at, length, text) => {
        const changed = metadata.slice(0, at) + text + metadata.slice(at + length)
        await readProviderMetadata(changed, 'idp.xml').catch(error => {
          assert.ok(error instanceof Failure, String(error?.stack))
          assert.equal(error.code, 'config_invalid')
        })
      }),
      {numRuns: 400},
    )).timeout(60_000)
})

function wrapped(message: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(message, fc.nat(3), fc.nat(20)).map(([xml, how, cut]) => {
    const base64 = (how % 2 === 0 ? Buffer.from(xml) : deflateRawSync(xml))
      .toString('base64')
      .slice(0, -cut || undefined)
    return how > 1 ? `https://sp.example/acs?SAMLResponse=${encodeURIComponent(base64)}` : base64
  })
}

function asFailure(error: unknown): Partial<Awaited<ReturnType<typeof readMessage>>> & {message?: undefined} {
  assert.ok(error instanceof Failure, String((error as Error)?.stack))
  assert.equal(error.code, 'usage')
  return {}
}
