import assert from 'node:assert/strict'
import {forgeries, idp} from '../support/forged-saml.ts'
import {type ResponseParts, responseOf, signXml, typedResponseOf} from '../support/saml.ts'
import {beginSignIn, giveProvider, postResponse} from '../support/saml-sign-in.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {type Visitor, visitor} from '../support/visitor.ts'

describe('a SAML response at /saml2/idpresponse', () => {
  let stack: TestStack
  let person: Visitor
  before(async () => {
    stack = await testStack()
    await giveProvider(stack)
  })
  after(() => stack.stop())
  beforeEach(() => {
    person = visitor(stack.url)
    for (const name of pool().users.keys()) if (name.startsWith('corp_')) pool().users.delete(name)
  })

  const pool = () => stack.state.pools.get(poolId)!

  const begin = (changes?: Partial<ResponseParts>) => beginSignIn(stack, person, changes)
  const answer = (xml: string, relayState: string) => postResponse(stack, person, xml, relayState)

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
    it('with typed values, and prefixes that the signature names', async () => {
      const {parts, relayState} = await begin()
      await accepted(signXml(typedResponseOf(parts), idp, '_a', {inclusive: ['xs']}), relayState)
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
