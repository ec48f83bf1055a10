import assert from 'node:assert/strict'
import {inflateRawSync} from 'node:zlib'
import {CreateIdentityProviderCommand} from '@aws-sdk/client-cognito-identity-provider'
import {entityId, type Good, idp} from './forged-saml.ts'
import {metadataOf, type ResponseParts, responseOf, signXml} from './saml.ts'
import {poolId, type TestStack} from './stack.ts'
import type {Place, Visitor} from './visitor.ts'

/** Gives the demo pool the SAML provider `Corp`, of which a test holds the key. */
export async function giveProvider(stack: TestStack, details: Record<string, string> = {}): Promise<void> {
  await stack.cognito.send(
    new CreateIdentityProviderCommand({
      UserPoolId: poolId,
      ProviderName: 'Corp',
      ProviderType: 'SAML',
      ProviderDetails: {
        MetadataFile: metadataOf(idp.certificate, {signIn: 'https://idp.example/sso?tenant=1'}),
        ...details,
      },
      AttributeMapping: {email: 'mail'},
    }),
  )
  stack.state.pools.get(poolId)!.clients.get('localcli')!.settings.SupportedIdentityProviders!.push('Corp')
}

/** Begins a sign-in by `Corp`, and gives what the provider would answer. */
export async function beginSignIn(
  stack: TestStack,
  person: Visitor,
  changes: Partial<ResponseParts> = {},
): Promise<Good & {relayState: string}> {
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
  const parts = {...partsFor(stack, / ID="([^"]+)"/.exec(request)?.[1] ?? ''), ...changes}
  return {parts, signed: signXml(responseOf(parts), idp, '_a'), relayState: url.searchParams.get('RelayState') ?? ''}
}

/** What a response to this request has to say. */
export function partsFor(stack: TestStack, requestId: string): ResponseParts {
  return {
    issuer: entityId,
    recipient: `${stack.url}/saml2/idpresponse`,
    audience: `urn:amazon:cognito:sp:${poolId}`,
    requestId,
    nameId: 'mallory',
    email: 'mallory@corp.example',
    at: stack.clock.now() - 1000,
    end: stack.clock.now() + 60_000,
  }
}

/** Posts a response as the provider's page would have the browser do. */
export function postResponse(stack: TestStack, person: Visitor, xml: string, relayState: string): Promise<Place> {
  const SAMLResponse = Buffer.from(xml).toString('base64')
  const state = relayState.replaceAll('&', '&#38;')
  const html = `<form action="${stack.url}/saml2/idpresponse"><input name="SAMLResponse" value="${SAMLResponse}"><input name="RelayState" value="${state}"></form>`
  return person.submit({url: new URL(stack.url), html, status: 200, headers: new Headers(), left: false})
}
