import assert from 'node:assert/strict'
import {inflateRawSync} from 'node:zlib'
import {CreateIdentityProviderCommand} from '@aws-sdk/client-cognito-identity-provider'
import {entityId, forgeries, type Good, idp} from '../support/forged-saml.ts'
import {metadataOf, type ResponseParts, responseOf, signXml} from '../support/saml.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {type Visitor, visitor} from '../support/visitor.ts'

describe('a SAML response at /saml2/idpresponse', () => {
  let stack: TestStack
  let person: Visitor
  before(async () => {
    stack = await testStack()
    await stack.cognito.send(
      new CreateIdentityProviderCommand({
        UserPoolId: poolId,
        ProviderName: 'Corp',
        ProviderType: 'SAML',
        ProviderDetails: {MetadataFile: metadataOf(idp.certificate, {signIn: 'https://idp.example/sso?tenant=1'})},
        AttributeMapping: {email: 'mail'},
      }),
    )
    pool().clients.get('localcli')!.settings.SupportedIdentityProviders!.push('Corp')
  })
  after(() => stack.stop())
  beforeEach(() => {
    person = visitor(stack.url)
    for (const name of pool().users.keys()) if (name.startsWith('corp_')) pool().users.delete(name)
  })

  const pool = () => stack.state.pools.get(poolId)!

  /** Begins a sign-in, and gives what the provider would need to answer it. */
  async function begin(changes: Partial<ResponseParts> = {}): Promise<Good & {relayState: string}> {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'localcli',
      redirect_uri: 'http://localhost:8400/callback',
      scope: 'openid',
      state: 'a-state',
      identity_provider: 'Corp',
    })
    const {url} = await person.open(`${stack.url}/oauth2/authorize?${query}`)
    assert.equal(url.origin, 'https://idp.example')
    assert.equal(url.searchParams.get('tenant'), '1')
    const request = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString()
    const parts = {
      issuer: entityId,
      recipient: `${stack.url}/saml2/idpresponse`,
      audience: `urn:amazon:cognito:sp:${poolId}`,
      requestId: / ID="([^"]+)"/.exec(request)?.[1] ?? '',
      nameId: 'mallory',
      email: 'mallory@corp.example',
      at: stack.clock.now() - 1000,
      end: stack.clock.now() + 60_000,
      ...changes,
    }
    return {parts, signed: signXml(responseOf(parts), idp, '_a'), relayState: url.searchParams.get('RelayState') ?? ''}
  }

  async function answer(xml: string, relayState: string) {
    const SAMLResponse = Buffer.from(xml).toString('base64')
    const html = `<form action="${stack.url}/saml2/idpresponse"><input name="SAMLResponse" value="${SAMLResponse}"><input name="RelayState" value="${relayState}"></form>`
    return person.submit({url: new URL(stack.url), html, status: 200, headers: new Headers(), left: false})
  }

  const accepted = async (xml: string, relayState: string, user = 'corp_mallory') => {
    const {url, html} = await answer(xml, relayState)
    assert.ok(url.searchParams.get('code'), `${url} ${html}`)
    assert.ok(pool().users.has(user))
  }

  /** Refused at the client's address, for this reason; nobody is let in, and no user made. */
  async function refused(xml: string, relayState: string, reason: RegExp) {
    const {url, left} = await answer(xml, relayState)
    assert.ok(left, url.href)
    assert.equal(url.searchParams.get('code'), null)
    assert.equal(url.searchParams.get('error'), 'invalid_request')
    assert.equal(url.searchParams.get('state'), 'a-state')
    assert.match(url.searchParams.get('error_description') ?? '', reason)
    assert.deepEqual(
      [...pool().users.keys()].filter(name => name.startsWith('corp_')),
      [],
    )
  }

  describe('is taken', () => {
    it('signed in its assertion', async () => {
      const {signed, relayState} = await begin()
      await accepted(signed, relayState)
    })
    it('signed as a whole', async () => {
      const {parts, relayState} = await begin()
      await accepted(signXml(responseOf(parts), idp, '_r'), relayState)
    })
    it('signed in both', async () => {
      const {signed, relayState} = await begin()
      await accepted(signXml(signed, idp, '_r'), relayState)
    })
    it('with SHA-512', async () => {
      const {parts, relayState} = await begin()
      const algorithm = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512'
      const digest = 'http://www.w3.org/2001/04/xmlenc#sha512'
      await accepted(signXml(responseOf(parts), idp, '_a', {algorithm, digest}), relayState)
    })
    it('with characters that XML escapes, as they were meant', async () => {
      const {signed, relayState} = await begin({nameId: 'o&apos;neil&amp;co'})
      await accepted(signed, relayState, "corp_o'neil&co")
    })
  })

  describe('is refused', () => {
    for (const {what, forge, reason} of forgeries)
      it(what, async () => {
        const good = await begin()
        await refused(forge(good), good.relayState, reason)
      })

    it('the second time, and when it comes too late', async () => {
      const {signed, relayState} = await begin()
      await accepted(signed, relayState)
      const again = await answer(signed, relayState)
      assert.equal(again.status, 400)
      assert.match(again.html, /unexpected_answer/)
      person = visitor(stack.url)
      const late = await begin()
      stack.clock.advance(301_000)
      assert.match((await answer(late.signed, late.relayState)).html, /unexpected_answer/)
    })

    it('under the relay state of another sign-in', async () => {
      const first = await begin()
      const second = await begin()
      await refused(first.signed, second.relayState, /answers another request/)
    })

    it('without a relay state, uncalled', async () => {
      const {signed} = await begin()
      for (const relayState of ['', 'made-up'])
        assert.match((await answer(signed, relayState)).html, /unexpected_answer/)
    })
  })
})
