import assert from 'node:assert/strict'
import {sign} from 'node:crypto'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {deflateRawSync} from 'node:zlib'
import {
  AddCustomAttributesCommand,
  GetSigningCertificateCommand,
  UpdateIdentityProviderCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {DOMParser} from '@xmldom/xmldom'
import {entityId, forgeries, type Good, idp} from '../support/forged-saml.ts'
import {metadataOf, responseOf, signer, signXml, typedResponseOf} from '../support/saml.ts'
import {clientId, poolId, type TestStack, testStack} from '../support/stack.ts'
import {visitor} from '../support/visitor.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const parts = {
  issuer: entityId,
  recipient: 'https://notes.auth.eu-west-1.amazoncognito.com/saml2/idpresponse',
  audience: 'urn:amazon:cognito:sp:eu-west-1_Notes',
  requestId: '_request',
  nameId: 'mallory',
  email: 'mallory@corp.example',
  at: now,
  end: now + 300_000,
}
const good: Good = {parts, signed: signXml(responseOf(parts), idp, '_a')}

describe('authctl saml', () => {
  const worlds: TestWorld[] = []
  /** A world with this on standard input, and the provider's metadata in a file. */
  const world = (input = '') => {
    const made = testWorld({
      terminal: silentTerminal(input),
      clock: {now: () => now + 60_000, sleep: async () => {}},
    })
    writeFileSync(join(made.cwd, 'idp.xml'), metadataOf(idp.certificate))
    worlds.push(made)
    return made
  }
  afterEach(() => {
    for (const made of worlds.splice(0)) made.dispose()
  })
  const decode = (input: string, ...words: string[]) => authctl(world(input), 'saml', 'decode', ...words)
  const verify = (input: string, ...words: string[]) => {
    const here = world(input)
    return authctl(here, 'saml', 'decode', '--json', '--metadata', join(here.cwd, 'idp.xml'), ...words)
  }
  const base64 = (xml: string) => Buffer.from(xml).toString('base64')

  describe('decode', () => {
    it('tells what a response says, and that nothing is proven', async () => {
      const {status, json} = await decode(base64(good.signed), '--json')
      const {signatures, ...message} = json()
      assert.equal(status, 0)
      assert.deepEqual(message, {
        type: 'Response',
        binding: 'post',
        id: '_r',
        issuer: entityId,
        issuedAt: '2026-03-01T12:00:00.000Z',
        destination: parts.recipient,
        inResponseTo: '_request',
        status: {code: 'Success'},
        assertions: [
          {
            id: '_a',
            issuer: entityId,
            issuedAt: '2026-03-01T12:00:00.000Z',
            subject: {
              nameId: 'mallory',
              format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
              confirmations: [
                {
                  method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
                  recipient: parts.recipient,
                  inResponseTo: '_request',
                  notOnOrAfter: '2026-03-01T12:05:00.000Z',
                },
              ],
            },
            conditions: {
              notBefore: '2026-03-01T12:00:00.000Z',
              notOnOrAfter: '2026-03-01T12:05:00.000Z',
              audiences: [parts.audience],
            },
            authentication: {
              at: '2026-03-01T12:00:00.000Z',
              context: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
            },
            attributes: [{name: 'mail', values: ['mallory@corp.example']}],
          },
        ],
        verified: false,
      })
      const [{certificate, ...signature}] = signatures
      assert.deepEqual(signature, {
        covers: 'Assertion',
        algorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
      })
      assert.equal(certificate.subject, 'CN=idp.example')
      assert.match(certificate.validTo, /^\d{4}-\d\d-\d\dT/)
    })

    it('words it for people, and warns on stderr', async () => {
      const {stdout, stderr} = await decode(good.signed)
      assert.match(stdout, /^Response, not verified\n/)
      assert.match(stdout, /\n {2}subject +mallory\n/)
      assert.match(stdout, /\n {2}not on or after +2026-03-01T12:05:00Z \(in 4 minutes\)\n/)
      assert.match(stdout, /\n {2}mail +mallory@corp\.example\n/)
      assert.match(stderr, /NOT VERIFIED/)
    })

    const form = new URLSearchParams({SAMLResponse: base64(good.signed), RelayState: 'back here'})
    const deflated = deflateRawSync(good.signed).toString('base64')
    for (const [what, input, binding, relayState] of [
      ['XML', good.signed, 'xml', undefined],
      ['XML with a byte order mark', `\ufeff${good.signed}`, 'xml', undefined],
      ['base64 in lines', base64(good.signed).replace(/.{76}/g, '$&\r\n'), 'post', undefined],
      ['percent-encoded base64', encodeURIComponent(base64(good.signed)), 'post', undefined],
      ['a form body', String(form), 'post', 'back+here'],
      [
        'a whole address',
        `https://sp.example/acs?x=1&SAMLResponse=${encodeURIComponent(deflated)}`,
        'redirect',
        undefined,
      ],
      ['deflated base64', deflated, 'redirect', undefined],
    ] as const)
      it(`reads ${what}`, async () => {
        const {status, json} = await decode(input, '--json')
        assert.equal(status, 0)
        assert.equal(json().binding, binding)
        assert.equal(json().relayState, relayState)
        assert.equal(json().assertions[0].subject.nameId, 'mallory')
      })

    const bomb = deflateRawSync(`<a>${' '.repeat(50_000_000)}</a>`).toString('base64')
    for (const [what, input, words] of [
      ['nothing', '', /empty/],
      ['a JWT', 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln', /neither XML, nor base64/],
      ['base64 of something else', base64('hello'), /no XML/],
      ['an address without a message', 'https://sp.example/acs?code=1', /neither a SAMLResponse/],
      ['broken percent-encoding', 'SAMLResponse=%zz', /percent-encoding/],
      ['what inflates beyond measure', bomb, /inflates to more/],
      ['an entity bomb', `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(9)}">]>${good.signed}`, /DOCTYPE/],
      ['an external entity', `<!DOCTYPE a SYSTEM "file:///etc/passwd">${good.signed}`, /DOCTYPE/],
      ['depth', `${'<a>'.repeat(3000)}${'</a>'.repeat(3000)}`, /nested/],
      ['metadata', metadataOf(idp.certificate), /no SAML 2.0 message/],
    ] as const)
      it(`stops with usage at ${what}`, async () => {
        const {status, json} = await decode(input, '--json')
        assert.equal(status, 2, input.slice(0, 80))
        assert.equal(json().error.code, 'usage')
        assert.match(json().error.message, words)
      })

    it('lets nothing in a message move the cursor or forge a line', async () => {
      const nasty = good.signed.replace('mallory@corp', 'm&#x9;&#x85;\u009b31m&#xa;Verified · \u202emallory')
      const {stdout} = await decode(nasty)
      const shown = stdout.split('\n')
      assert.deepEqual(
        shown.filter(line => /[\u0000-\u001f\u007f-\u009f\u202e]/.test(line)),
        [],
      )
      assert.ok(!shown.some(line => line.startsWith('Verified')))
    })

    it('remarks on comments, and on assertions that hide', async () => {
      const hidden = good.signed.replace(
        '</p:Response>',
        '<p:Extensions><Assertion ID="_x"/></p:Extensions></p:Response>',
      )
      const {json} = await decode(hidden.replace('mallory</NameID>', 'mal<!-- -->lory</NameID>'), '--json')
      assert.match(json().remarks[0], /comments/)
      assert.match(json().remarks[1], /1 more assertion stands where none belongs/)
    })
  })

  describe('decode --metadata', () => {
    it('verifies an assertion, and says what of the message is signed', async () => {
      const {status, json} = await verify(base64(good.signed))
      assert.equal(status, 0)
      assert.equal(json().verified, true)
      assert.deepEqual(json().signed, ['Assertion'])
      assert.equal(json().assertions[0].subject.nameId, 'mallory')
    })

    it('verifies typed values, and prefixes that the signature names', async () => {
      const {json} = await verify(signXml(typedResponseOf(parts), idp, '_a', {inclusive: ['xs']}))
      assert.equal(json().verified, true)
      assert.deepEqual(json().assertions[0].attributes, [{name: 'mail', values: ['mallory@corp.example']}])
    })

    it('verifies behind an XML declaration', async () => {
      const {json} = await verify(`<?xml version="1.0" encoding="UTF-8"?>\n${good.signed}`)
      assert.equal(json().verified, true)
      assert.equal(json().remarks, undefined)
    })

    it('verifies a whole response, and says so in words', async () => {
      const here = world(signXml(responseOf(parts), idp, '_r'))
      const {status, stdout, stderr} = await authctl(here, 'saml', 'decode', '--metadata', join(here.cwd, 'idp.xml'))
      assert.equal(status, 0)
      assert.match(stdout, /^Verified · Response\n/)
      assert.doesNotMatch(stderr, /NOT VERIFIED/)
    })

    it('says in words when only the assertion is signed', async () => {
      const here = world(good.signed)
      const {stdout} = await authctl(here, 'saml', 'decode', '--metadata', join(here.cwd, 'idp.xml'))
      assert.match(stdout, /^Verified · Assertion; the Response around it is not signed\n/)
    })

    it('judges as of a time', async () => {
      const late = await verify(good.signed, '--at', '2026-03-01T12:05:00Z')
      assert.equal(late.status, 6)
      assert.deepEqual(late.json().rejection, {code: 'expired', message: 'It was good until 2026-03-01T12:05:00.000Z.'})
      const early = await verify(good.signed, '--at', '2026-03-01T11:59:59Z')
      assert.equal(early.json().rejection.code, 'not_yet_valid')
    })

    it('rejects in words, and the word Verified is nowhere', async () => {
      const here = world(good.signed.replaceAll('mallory', 'admin'))
      const {status, stdout} = await authctl(here, 'saml', 'decode', '--metadata', join(here.cwd, 'idp.xml'))
      assert.equal(status, 6)
      assert.match(stdout, /^Rejected · signature\n/)
      assert.doesNotMatch(stdout, /verified/i)
    })

    it('wants metadata that can be read, and that is the issuer’s', async () => {
      const other = world(good.signed)
      const file = join(other.cwd, 'other.xml')
      writeFileSync(file, metadataOf(idp.certificate, {entityId: 'https://other.example'}))
      const wrong = await authctl(other, 'saml', 'decode', '--metadata', file, '--json')
      assert.equal(wrong.json().rejection.code, 'issuer')
      const none = await authctl(world(good.signed), 'saml', 'decode', '--metadata', '/nowhere.xml', '--json')
      assert.equal(none.json().error.code, 'config_invalid')
    })

    /** What only the receiver can judge (for whom, in answer to what, the second time) is not this command's to reject. */
    const receivers = new Set([
      'that is a bare assertion',
      'for another pool',
      'without an audience',
      'without conditions',
      'for another request',
      'for no request',
      'whose assertion is for another request',
      'for another recipient',
      'for another destination',
      'without a name',
      'whose subject is confirmed by a key holder, not by bearer',
      'of a sign-in that failed',
      'with an element inside its name',
      'with a character of four bytes in an attribute',
    ])
    for (const {what, forge} of forgeries)
      it(`${receivers.has(what) ? 'leaves to its receiver' : 'never verifies'} a response ${what}`, async () => {
        const {status, json} = await verify(forge(good) || ' ')
        const {verified, error, rejection} = json()
        if (receivers.has(what)) return assert.equal(verified, true, JSON.stringify(rejection))
        assert.notEqual(verified, true)
        assert.equal(status, error ? 2 : 6)
        assert.ok(error?.code === 'usage' || rejection.code, what)
      })
  })

  describe('at the embedded stack', () => {
    let stack: TestStack
    before(async () => {
      stack = await testStack()
    })
    after(() => stack.stop())
    const connection = () => ['--endpoint', stack.url, '--user-pool-id', poolId, '--client-id', clientId]

    /** A sign-in by the stack's own provider: the request as an address, the response as its form. */
    async function signIn() {
      const query = `response_type=code&client_id=${clientId}&redirect_uri=http%3A%2F%2Flocalhost%3A8400%2Fcallback&scope=openid&identity_provider=AcmeSAML`
      const person = visitor(stack.url)
      const page = await person.open(`${stack.url}/oauth2/authorize?${query}`)
      const handOver = await person.submit(page, {username: 'marie', password: 'Correct-Horse-9'})
      return {request: page.url.href, response: /name="SAMLResponse" value="([^"]*)"/.exec(handOver.html)?.[1] ?? ''}
    }
    const today = (input: string) => {
      const made = testWorld({terminal: silentTerminal(input)})
      worlds.push(made)
      return made
    }

    it('verifies its responses by its published metadata', async () => {
      const {response} = await signIn()
      const metadata = `${stack.url}/idp/saml/metadata`
      const {status, json} = await authctl(today(response), 'saml', 'decode', '--metadata', metadata, '--json')
      assert.equal(status, 0)
      assert.equal(json().verified, true)
      assert.equal(json().issuer, metadata)
      assert.deepEqual(json().assertions[0].attributes.at(-1), {name: 'groups', values: ['chemistry', 'physics']})
    })

    it('reads its requests, and verifies signed ones by the pool’s certificate', async () => {
      await stack.cognito.send(
        new UpdateIdentityProviderCommand({
          UserPoolId: poolId,
          ProviderName: 'AcmeSAML',
          ProviderDetails: {MetadataURL: `${stack.url}/idp/saml/metadata`, RequestSigningAlgorithm: 'rsa-sha256'},
        }),
      )
      const {request} = await signIn()
      const here = today(request)
      const file = join(here.cwd, 'sp.xml')
      writeFileSync(file, (await authctl(world(), 'saml', 'metadata', ...connection(), '--xml')).stdout)
      const {status, json} = await authctl(here, 'saml', 'decode', '--metadata', file, '--json')
      assert.equal(status, 0)
      assert.equal(json().type, 'AuthnRequest')
      assert.deepEqual(json().signed, ['address'])
      assert.deepEqual(json().request, {
        answerTo: `${stack.url}/saml2/idpresponse`,
        answerBy: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
        forceAuthn: false,
        passive: false,
      })
      const forged = today(request.replace('RelayState=', 'RelayState=x'))
      const refused = await authctl(forged, 'saml', 'decode', '--metadata', file, '--json')
      assert.equal(refused.json().rejection.code, 'signature')
    })

    it('metadata: the values for the provider’s administrator', async () => {
      const {status, json} = await authctl(world(), 'saml', 'metadata', ...connection(), '--json')
      assert.equal(status, 0)
      const {signingCertificate, ...party} = json()
      const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'
      assert.deepEqual(party, {
        userPoolId: poolId,
        entityId: `urn:amazon:cognito:sp:${poolId}`,
        assertionConsumerService: {url: `${stack.url}/saml2/idpresponse`, binding: post},
        singleLogoutService: {url: `${stack.url}/saml2/logout`, binding: post},
        nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
      })
      const {Certificate} = await stack.cognito.send(new GetSigningCertificateCommand({UserPoolId: poolId}))
      assert.equal(signingCertificate.base64, Certificate)
      assert.equal(signingCertificate.subject, `CN=${poolId}`)
      const {stdout} = await authctl(world(), 'saml', 'metadata', ...connection())
      assert.match(stdout, /ACS URL, recipient {2,}http:\/\/127\.0\.0\.1/)
      assert.match(stdout, /-----BEGIN CERTIFICATE-----\n[\w+/=]{64}\n/)
    })

    it('metadata --xml: a document with the same values', async () => {
      const {json} = await authctl(world(), 'saml', 'metadata', ...connection(), '--xml', '--json')
      const {xml, entityId, assertionConsumerService, signingCertificate} = json()
      const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement!
      const found = (name: string) => root.getElementsByTagName(name)[0]
      assert.equal(root.getAttribute('entityID'), entityId)
      assert.equal(found('md:AssertionConsumerService')?.getAttribute('Location'), assertionConsumerService.url)
      const certificate = found('ds:X509Certificate')?.textContent?.replace(/\s/g, '')
      assert.equal(certificate, signingCertificate.base64)
    })

    it('metadata: not_found for a pool that is not there', async () => {
      const words = ['--endpoint', stack.url, '--user-pool-id', 'us-east-1_Nowhere']
      const {status, json} = await authctl(world(), 'saml', 'metadata', ...words, '--json')
      assert.equal(status, 5)
      assert.equal(json().error.code, 'not_found')
    })

    it('check: finds the mapping of the demo provider in order', async () => {
      const {response} = await signIn()
      const here = today(response)
      const {status, json} = await authctl(here, 'saml', 'check', '--provider', 'AcmeSAML', ...connection(), '--json')
      assert.equal(status, 0, JSON.stringify(json()))
      const {notes, ...report} = json()
      assert.deepEqual(report, {
        username: 'acmesaml_marie',
        attributes: {email: 'marie@acme.example', name: 'Marie Curie'},
        problems: [],
      })
      assert.match(notes[0], /email is not verified/)
    })

    it('check: finds what Cognito would refuse, and exits 9', async () => {
      await stack.cognito.send(
        new AddCustomAttributesCommand({
          UserPoolId: poolId,
          CustomAttributes: [{Name: 'badge', AttributeDataType: 'String', Mutable: false}],
        }),
      )
      const words = [
        ...['--map', 'custom:badge=groups'],
        ...['--map', 'shoe=size'],
        ...['--map', 'email=http://other.example/EmailAddress'],
      ]
      const {response} = await signIn()
      const {status, json} = await authctl(
        today(response),
        'saml',
        'check',
        '--provider',
        'AcmeSAML',
        ...connection(),
        ...words,
        '--json',
      )
      assert.equal(status, 9)
      const {problems, attributes} = json()
      assert.equal(attributes['custom:badge'], '[chemistry,physics]')
      assert.deepEqual(
        problems.map(({code, attribute}: {code: string; attribute: string}) => `${code} ${attribute}`).sort(),
        ['immutable custom:badge', 'not_in_assertion email', 'not_in_assertion shoe', 'unknown_attribute shoe'],
      )
      const missing = problems.find(({attribute}: {attribute: string}) => attribute === 'email')
      assert.match(missing.message, /it has http:\/\/schemas\.xmlsoap\.org\/.*\/emailaddress/)
    })

    it('check: wants a SAML provider, and one that is there', async () => {
      const ask = (name: string) =>
        authctl(world(good.signed), 'saml', 'check', '--provider', name, ...connection(), '--json')
      assert.equal((await ask('AcmeOIDC')).json().error.code, 'usage')
      assert.equal((await ask('Nobody')).json().error.code, 'not_found')
    })
  })

  describe('check without a pool', () => {
    const check = (input: string, ...words: string[]) => authctl(world(input), 'saml', 'check', ...words)

    it('asks nobody', async () => {
      const {status, stdout} = await check(good.signed, '--map', 'email=mail')
      assert.equal(status, 0)
      assert.match(stdout, /^User mallory\n {2}email {2}mallory@corp\.example\n/)
      assert.match(stdout, /✔ The mapping works\.\n$/)
    })

    for (const [what, change, code] of [
      ['no name', (xml: string) => xml.replace('mallory</NameID>', '</NameID>'), 'no_name_id'],
      ['a transient name', (xml: string) => xml.replace('format:persistent', 'format:transient'), 'transient_name_id'],
      ['a name that is too long', (xml: string) => xml.replace('mallory<', `${'m'.repeat(129)}<`), 'username_too_long'],
      ['a value that is too long', (xml: string) => xml.replace('mallory@', `${'m'.repeat(2048)}@`), 'too_long'],
      ['four bytes', (xml: string) => xml.replace('mallory@', '\u{1f600}@'), 'four_byte_character'],
    ] as const)
      it(`finds ${what}`, async () => {
        const {status, json} = await check(change(responseOf(parts)), '--map', 'email=mail', '--json')
        assert.equal(status, 9)
        assert.deepEqual(
          json().problems.map((problem: {code: string}) => problem.code),
          [code],
        )
      })

    it('stops with usage without a mapping, for one that is none, and without an assertion', async () => {
      for (const [input, ...words] of [
        [good.signed],
        [good.signed, '--map', 'email'],
        ['<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1"/>', '--map', 'email=mail'],
      ] as const) {
        const {status, json} = await check(input, ...words, '--json')
        assert.equal(status, 2)
        assert.equal(json().error.code, 'usage')
      }
    })
  })

  it('is not fooled by a signature of SHA-1 beside the message', async () => {
    const {privateKey, certificate} = signer('sp.example')
    const xml = `<p:AuthnRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1"><Issuer>sp</Issuer></p:AuthnRequest>`
    const algorithm = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
    const octets = `SAMLRequest=${encodeURIComponent(deflateRawSync(xml).toString('base64'))}&SigAlg=${encodeURIComponent(algorithm)}`
    const signature = sign('sha1', Buffer.from(octets), privateKey).toString('base64')
    const here = world(`https://idp.example/sso?${octets}&Signature=${encodeURIComponent(signature)}`)
    const file = join(here.cwd, 'sp.xml')
    writeFileSync(file, metadataOf(certificate, {entityId: 'sp'}))
    const {json} = await authctl(here, 'saml', 'decode', '--metadata', file, '--json')
    assert.equal(json().rejection.code, 'algorithm')
  })
})
