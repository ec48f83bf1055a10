import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {idp} from '../support/forged-saml.ts'
import {metadataOf, responseOf} from '../support/saml.ts'
import {beginSignIn, giveProvider, postResponse} from '../support/saml-sign-in.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {visitor} from '../support/visitor.ts'
import {authctl, silentTerminal, testWorld} from '../support/world.ts'

const program = '/usr/bin/xmlsec1'
const idAttribute = ['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion']

/** xmlsec1 (C, libxml2, OpenSSL) shares nothing with what signs and verifies here. */
describe('SAML signatures, witnessed by xmlsec1', () => {
  let stack: TestStack
  let folder: string
  before(async function () {
    if (!existsSync(program)) {
      if (process.env.CI) assert.fail('apt-get install xmlsec1')
      console.warn('      apt-get install xmlsec1 brings the witness')
      this.skip()
    }
    folder = mkdtempSync(join(tmpdir(), 'authctl-xmlsec-'))
    stack = await testStack()
    await giveProvider(stack)
  })
  after(async () => {
    if (folder) rmSync(folder, {recursive: true})
    await stack?.stop()
  })

  const file = (name: string, text: string) => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  const pem = (certificate: string) =>
    `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
  const run = (...words: string[]) => execFileSync(program, words, {stdio: 'pipe', timeout: 20_000})

  it('which verifies what the stack’s provider signs, and nothing that was changed', async () => {
    const query = `response_type=code&client_id=localcli&redirect_uri=http%3A%2F%2Flocalhost%3A8400%2Fcallback&scope=openid&identity_provider=AcmeSAML`
    const person = visitor(stack.url)
    const page = await person.open(`${stack.url}/oauth2/authorize?${query}`)
    const {html} = await person.submit(page, {username: 'marie', password: 'Correct-Horse-9'})
    const xml = Buffer.from(/name="SAMLResponse" value="([^"]*)"/.exec(html)?.[1] ?? '', 'base64').toString()
    const metadata = await (await fetch(`${stack.url}/idp/saml/metadata`)).text()
    const certificate = file('idp.pem', pem(/<ds:X509Certificate>([^<]*)</.exec(metadata)?.[1] ?? ''))
    const check = ['--verify', ...idAttribute, '--pubkey-cert-pem', certificate]
    run(...check, file('right.xml', xml))
    assert.throws(() => run(...check, file('changed.xml', xml.replace('>marie<', '>niels<'))))
  })

  it('whose signatures the pool takes, and saml decode verifies', async () => {
    const person = visitor(stack.url)
    const {parts, relayState} = await beginSignIn(stack, person, {nameId: 'witness'})
    const unsigned = file('template.xml', responseOf(parts).replace(/(<Assertion [\s\S]*?<\/Issuer>)/, `$1${template}`))
    const signed = join(folder, 'signed.xml')
    run('--sign', ...idAttribute, '--privkey-pem', file('key.pem', idp.privateKey), '--output', signed, unsigned)
    const xml = readFileSync(signed, 'utf8')

    const world = testWorld({terminal: silentTerminal(xml)})
    const metadata = file('metadata.xml', metadataOf(idp.certificate))
    const decoded = await authctl(world, 'saml', 'decode', '--metadata', metadata, '--json')
    world.dispose()
    assert.equal(decoded.json().verified, true, decoded.stdout)

    const {url} = await postResponse(stack, person, xml, relayState)
    assert.ok(url.searchParams.get('code'), url.href)
    assert.ok(stack.state.pools.get(poolId)?.users.has('corp_witness'))
  })
})

const template = `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>
<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>
<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>
<ds:Reference URI="#_a"><ds:Transforms>
<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>
<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms>
<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference>
</ds:SignedInfo><ds:SignatureValue/></ds:Signature>`
