import assert from 'node:assert/strict'
import {X509Certificate} from 'node:crypto'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Failure} from '../../../src/lib/failure.ts'
import {checkMetadata} from '../../../src/lib/saml/check-metadata.ts'
import {day, metadataOf, signer} from '../../support/saml.ts'

const now = Date.now()
const world = {fetch: (input: URL, init?: RequestInit) => fetch(input, init), clock: {now: () => now}}

describe('the metadata of an identity provider', () => {
  const folder = mkdtempSync(join(tmpdir(), 'authctl-metadata-'))
  const {certificate} = signer()
  after(() => rmSync(folder, {recursive: true}))

  const file = (text: string) => {
    const path = join(folder, 'metadata.xml')
    writeFileSync(path, text)
    return path
  }
  const codes = async (text: string) =>
    (await checkMetadata(world, file(text))).report.problems.map(({level, code}) => `${level} ${code}`)
  const failure = async (source: string) => {
    const error = await checkMetadata(world, source).then(
      () => assert.fail('it was taken'),
      error => error,
    )
    assert.ok(error instanceof Failure, String(error?.stack))
    return error
  }

  it('is read from an address: entity, certificate, bindings; an answering sign-in page is no problem', async () => {
    const server = createServer((req, res) => {
      if (req.url !== '/metadata') return res.writeHead(400).end('no request')
      res.end(metadataOf(certificate, {signIn: `${origin}/sso`}))
    }).listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const {report, loaded} = await checkMetadata(world, `${origin}/metadata`)
    server.close()
    server.closeAllConnections()
    const x509 = new X509Certificate(Buffer.from(certificate, 'base64'))
    assert.equal(loaded.url, `${origin}/metadata`)
    assert.deepEqual(report, {
      entityId: 'https://idp.example/metadata',
      wantsSignedRequests: false,
      certificates: [
        {
          use: 'signing',
          subject: 'CN=idp.example',
          issuer: 'CN=idp.example',
          validFrom: x509.validFromDate.toISOString().replace('.000Z', 'Z'),
          validTo: x509.validToDate.toISOString().replace('.000Z', 'Z'),
          key: 'RSA 2048',
          fingerprint: x509.fingerprint256,
          length: certificate.length,
        },
      ],
      signIn: [{binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', url: `${origin}/sso`}],
      signOut: [],
      nameIdFormats: ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
      problems: [],
    })
  })

  for (const [what, text, expected] of [
    ['a sign-in page that does not answer', metadataOf(certificate), ['warning sign_in_unreachable']],
    [
      'a certificate that has ended',
      metadataOf(signer('old', {from: now - 2 * day, to: now - day}).certificate),
      ['error certificate_expired'],
    ],
    [
      'a certificate that ends within thirty days',
      metadataOf(signer('old', {from: now - day, to: now + 29 * day}).certificate),
      ['warning certificate_ends_soon', 'warning sign_in_unreachable'],
    ],
    [
      'a certificate of tomorrow',
      metadataOf(signer('new', {from: now + day, to: now + 365 * day}).certificate),
      ['warning certificate_not_valid_yet', 'warning sign_in_unreachable'],
    ],
    ['no redirect binding', metadataOf(certificate, {binding: 'HTTP-POST'}), ['error no_redirect_sign_in']],
    [
      'metadata whose time is over',
      metadataOf(certificate, {attributes: ' validUntil="2020-01-01T00:00:00Z"'}),
      ['error metadata_expired'],
    ],
    ['plain http', metadataOf(certificate, {signIn: 'http://idp.example/sso'}), ['warning insecure_address']],
    [
      'no key',
      metadataOf(certificate).replace(/<KeyDescriptor[\s\S]*<\/KeyDescriptor>/, ''),
      ['error no_signing_certificate'],
    ],
    [
      'a service provider',
      '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="sp"><SPSSODescriptor/></EntityDescriptor>',
      ['error no_identity_provider'],
    ],
  ] as const)
    it(`tells of ${what}`, async () => assert.deepEqual(await codes(text), expected))

  it('is found among other entities, when it is the one identity provider', async () => {
    const wrapped = `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${metadataOf(certificate).replace(/<\?.*\?>/, '')}
      <EntityDescriptor entityID="sp"><SPSSODescriptor/></EntityDescriptor></EntitiesDescriptor>`
    const {report} = await checkMetadata(world, file(wrapped))
    assert.equal(report.entityId, 'https://idp.example/metadata')
  })

  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
  for (const [what, text] of [
    ['an entity bomb', metadataOf(certificate).replace('?>', `?>${bomb}`)],
    ['an external entity', metadataOf(certificate).replace('?>', '?><!DOCTYPE x SYSTEM "file:///etc/passwd">')],
    ['JSON', '{"issuer": "https://idp.example"}'],
    ['nothing', ''],
    ['a web page', '<html><body>Sign in</body></html>'],
    [
      'mismatched tags',
      '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="a"><b></EntityDescriptor>',
    ],
    ['another namespace', '<EntityDescriptor xmlns="urn:example" entityID="a"/>'],
    [
      'two providers',
      `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${metadataOf(certificate)
        .replace(/<\?.*\?>/, '')
        .repeat(2)}</EntitiesDescriptor>`,
    ],
    ['deep nesting', `${'<a>'.repeat(9000)}${'</a>'.repeat(9000)}`],
    ['what is too large', `<a>${' '.repeat(1024 * 1024)}</a>`],
    ['a certificate that is none', metadataOf('bm90IGEgY2VydGlmaWNhdGU=')],
    ['a certificate whose key is broken', metadataOf(withBrokenKey(certificate))],
    ['a certificate whose dates are broken', metadataOf(withBrokenDates(certificate))],
  ] as const)
    it(`refuses ${what} with config_invalid`, async () => {
      const {code, message} = await failure(file(text))
      assert.equal(code, 'config_invalid', message)
      assert.ok(message.length < 400, message)
    })

  it('is not fetched over plain http from elsewhere, and redirects are not followed', async () => {
    for (const address of ['http://idp.example/metadata', 'ftp://idp.example/metadata'])
      assert.equal((await failure(address)).code, 'usage')
    const server = createServer((_req, res) => res.writeHead(302, {location: 'https://idp.example/'}).end())
    server.listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    const {code, message} = await failure(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    server.close()
    server.closeAllConnections()
    assert.equal(code, 'unreachable')
    assert.match(message, /redirects/)
  })

  it('is not there: a file’s name is told', async () => {
    const {code, message} = await failure(join(folder, 'nowhere.xml'))
    assert.equal(code, 'config_invalid')
    assert.match(message, /nowhere\.xml cannot be read: it does not exist/)
  })
})

/** The digits of the first UTCTime replaced by letters. */
function withBrokenDates(certificate: string): string {
  const der = Buffer.from(certificate, 'base64')
  der.write('zzzzzzzzzzzz', der.indexOf(Buffer.from([0x17, 0x0d])) + 2)
  return der.toString('base64')
}

/** What should be the sequence of modulus and exponent is none any more. */
function withBrokenKey(certificate: string): string {
  const der = Buffer.from(certificate, 'base64')
  const algorithm = Buffer.from('06092a864886f70d0101010500', 'hex')
  der[der.indexOf(algorithm) + algorithm.length + 5] = 0x04
  return der.toString('base64')
}
