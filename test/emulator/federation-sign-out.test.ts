import assert from 'node:assert/strict'
import {inflateRawSync} from 'node:zlib'
import {UpdateIdentityProviderCommand} from '@aws-sdk/client-cognito-identity-provider'
import {signer, signXml} from '../support/saml.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {type Visitor, visitor} from '../support/visitor.ts'

const after = 'http://localhost:8400/signed-out'

describe('signing out of a pool and of the SAML provider', () => {
  let stack: TestStack
  let person: Visitor
  beforeEach(async () => {
    stack = await testStack()
    person = visitor(stack.url)
  })
  afterEach(() => stack.stop())

  async function set(IDPSignout: string): Promise<void> {
    const ProviderDetails = {MetadataURL: `${stack.url}/idp/saml/metadata`, IDPSignout}
    await stack.cognito.send(
      new UpdateIdentityProviderCommand({UserPoolId: poolId, ProviderName: 'AcmeSAML', ProviderDetails}),
    )
  }
  async function signIn(): Promise<void> {
    const query = `response_type=code&client_id=localcli&redirect_uri=http%3A%2F%2Flocalhost%3A8400%2Fcallback&scope=openid&identity_provider=AcmeSAML`
    const page = await person.open(`${stack.url}/oauth2/authorize?${query}`)
    const back = await person.submit(await person.submit(page, {username: 'marie', password: 'Correct-Horse-9'}))
    assert.ok(back.url.searchParams.get('code'), back.url.href)
  }
  const signOut = () => person.open(`${stack.url}/logout?client_id=localcli&logout_uri=${encodeURIComponent(after)}`)

  it('leads by the provider, with a signed request, and on to where the person was headed', async () => {
    await set('true')
    await signIn()
    const page = await signOut()
    assert.equal(page.url.pathname, '/idp/saml/sign-out')
    assert.ok(page.url.searchParams.get('Signature'))
    const request = inflateRawSync(Buffer.from(page.url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString()
    assert.match(request, /<saml:NameID [^>]*>marie<\/saml:NameID>/)
    assert.match(page.html, /<h1>You are signed out at Acme<\/h1>/)
    const {url, left} = await person.submit(page)
    assert.ok(left)
    assert.equal(url.href, after)
    assert.equal((await signOut()).url.href, after, 'nobody is signed in any more')
  })

  it('stays in the pool where the provider is not set so, and for people of the pool', async () => {
    await signIn()
    assert.equal((await signOut()).url.href, after)
    await set('true')
    const query = `response_type=code&client_id=localcli&redirect_uri=http%3A%2F%2Flocalhost%3A8400%2Fcallback&scope=openid`
    await person.signIn(`${stack.url}/oauth2/authorize?${query}`)
    assert.equal((await signOut()).url.href, after)
  })

  it('is not believed without the provider’s signature over this very answer, nor twice', async () => {
    await set('true')
    for (const forge of [
      (xml: string) => xml.replace(/<ds:Signature [\s\S]*<\/ds:Signature>/, ''),
      (xml: string) => xml.replace(/InResponseTo="[^"]*"/, 'InResponseTo="_another"'),
      (xml: string) => xml.replace('status:Success', 'status:Responder'),
      (xml: string) => {
        const bare = xml.replace(/<ds:Signature [\s\S]*<\/ds:Signature>/, '')
        return signXml(bare, signer('stranger'), / ID="([^"]*)"/.exec(bare)?.[1] ?? '')
      },
      () => 'hello',
    ]) {
      await signIn()
      const page = await signOut()
      const html = page.html.replace(/(name="SAMLResponse" value=")([^"]*)/, (_, before, value) => {
        return before + Buffer.from(forge(Buffer.from(value, 'base64').toString())).toString('base64')
      })
      const refused = await person.submit({...page, html})
      assert.equal(refused.left, false, refused.url.href)
      assert.match(refused.html, /unexpected_answer/)
      assert.match((await person.submit(page)).html, /unexpected_answer/, 'the right one comes too late')
    }
  })

  it('is not asked of the provider by anybody but a pool', async () => {
    await set('true')
    await signIn()
    const {url} = await signOut()
    for (const change of [
      (forged: URL) => forged.searchParams.set('RelayState', 'another'),
      (forged: URL) => forged.searchParams.delete('Signature'),
      (forged: URL) => forged.searchParams.set('SAMLRequest', 'x'),
      (forged: URL) => forged.searchParams.delete('SAMLRequest'),
    ]) {
      const forged = new URL(url)
      change(forged)
      const {status, html} = await person.open(forged.href)
      assert.equal(status, 400)
      assert.match(html, /invalid_saml_request/)
    }
  })
})
