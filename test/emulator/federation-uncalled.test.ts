import assert from 'node:assert/strict'
import * as oidc from 'openid-client'
import {idp} from '../support/forged-saml.ts'
import {responseOf, signXml} from '../support/saml.ts'
import {beginSignIn, giveProvider, partsFor, postResponse} from '../support/saml-sign-in.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {type Visitor, visitor} from '../support/visitor.ts'

const relayState = `identity_provider=Corp&client_id=localcli&redirect_uri=${encodeURIComponent('http://localhost:8400/callback')}&response_type=code&scope=openid`

describe('a sign-in that the SAML provider begins', () => {
  let stack: TestStack
  let person: Visitor
  beforeEach(async () => {
    stack = await testStack()
    person = visitor(stack.url)
    await giveProvider(stack, {IDPInit: 'true'})
    client().SupportedIdentityProviders = ['AcmeSAML', 'Corp']
  })
  afterEach(() => stack.stop())

  const client = () => stack.state.pools.get(poolId)!.clients.get('localcli')!.settings
  const response = (change = (xml: string) => xml, id = '_a') => {
    const xml = responseOf(partsFor(stack, '')).replace(/ InResponseTo="[^"]*"/g, '')
    return signXml(change(xml).replace('ID="_a"', `ID="${id}"`), idp, id)
  }
  /** Who the tokens are about that the app client gets for the code. */
  async function exchanged(url: URL): Promise<unknown> {
    const config = await oidc.discovery(new URL(`${stack.url}/${poolId}`), 'localcli', {}, oidc.None(), {
      execute: [oidc.allowInsecureRequests],
    })
    const tokens = await oidc.authorizationCodeGrant(config, url)
    return tokens.claims()?.['cognito:username']
  }
  async function refused(xml: string, state = relayState): Promise<void> {
    const place = await postResponse(stack, person, xml, state)
    assert.equal(place.left, false, place.url.href)
    assert.match(place.html, /unexpected_answer|redirect_mismatch/)
  }

  it('ends at the app client with a code for the person', async () => {
    const {url} = await postResponse(stack, person, response(), relayState)
    assert.equal(await exchanged(url), 'corp_mallory')
  })

  it('takes an assertion once', async () => {
    const xml = response()
    assert.ok((await postResponse(stack, person, xml, relayState)).url.searchParams.get('code'))
    await refused(xml)
  })

  it('takes none that is older than six minutes', async () => {
    await refused(
      response(xml =>
        xml.replace(/IssueInstant="[^"]*"/g, `IssueInstant="${new Date(Date.now() - 361_000).toISOString()}"`),
      ),
    )
  })

  it('takes none that answers a request', async () => {
    const {signed} = await beginSignIn(stack, person)
    await refused(signed)
  })

  it('is not a way around the checks of an authorization request', async () => {
    await refused(response(), relayState.replace('8400', '9999'))
    await refused(response(), relayState.replace('localcli', 'nobody'))
    await refused(response(), relayState.replace('Corp', 'Nobody'))
  })

  it('is for providers that are set so, and for clients with SAML providers alone', async () => {
    await refused(response(), relayState.replace('Corp', 'AcmeSAML'))
    client().SupportedIdentityProviders = ['COGNITO', 'Corp']
    await refused(response())
  })

  it('is for the person it names, whoever is signed in already', async () => {
    assert.ok((await postResponse(stack, person, response(), relayState)).url.searchParams.get('code'))
    const other = response(xml => xml.replace('mallory</NameID>', 'trent</NameID>'), '_b')
    const {url} = await postResponse(stack, person, other, relayState)
    assert.equal(await exchanged(url), 'corp_trent')
  })
})
