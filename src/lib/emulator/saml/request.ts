import {attribute, child, documentElement, escaped, saml, samlp, text} from './xml.ts'

/** What a service provider asks: somebody's identity. */
export interface AuthnRequest {
  readonly id: string
  readonly issuer: string
  /** Assertion consumer service: where the answer is posted to. */
  readonly answerTo: string
}

/** saml-core-2.0-os, 3.4.1 */
export function requestXml({id, issuer, answerTo}: AuthnRequest, destination: string, now: number): string {
  return `<samlp:AuthnRequest xmlns:samlp="${samlp}" xmlns:saml="${saml}" ID="${escaped(id)}" Version="2.0" IssueInstant="${new Date(now).toISOString()}" Destination="${escaped(destination)}" AssertionConsumerServiceURL="${escaped(answerTo)}" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"><saml:Issuer>${escaped(issuer)}</saml:Issuer></samlp:AuthnRequest>`
}

/** @throws Problem for what is no such request. */
export async function readRequest(xml: string): Promise<AuthnRequest | undefined> {
  const root = await documentElement(xml)
  if (root.localName !== 'AuthnRequest' || root.namespaceURI !== samlp) return undefined
  const id = attribute(root, 'ID')
  const answerTo = attribute(root, 'AssertionConsumerServiceURL')
  if (!id || !answerTo) return undefined
  return {id, issuer: text(child(root, saml, 'Issuer')), answerTo}
}
