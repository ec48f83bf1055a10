import {Problem} from '../problem.ts'
import type {SamlSigner} from '../state.ts'
import {newId} from './response.ts'
import {signedXml} from './sign.ts'
import {signedRoot} from './signature.ts'
import {attribute, child, documentElement, escaped, saml, samlp, success, text} from './xml.ts'

/** What a service provider asks when somebody signs out (saml-core-2.0-os, 3.7.1). */
export interface LogoutRequest {
  readonly id: string
  readonly issuer: string
  readonly nameId: string
}

export function logoutRequestXml({id, issuer, nameId}: LogoutRequest, destination: string, now: number): string {
  return `<samlp:LogoutRequest xmlns:samlp="${samlp}" xmlns:saml="${saml}" ID="${escaped(id)}" Version="2.0" IssueInstant="${new Date(now).toISOString()}" Destination="${escaped(destination)}"><saml:Issuer>${escaped(issuer)}</saml:Issuer><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${escaped(nameId)}</saml:NameID></samlp:LogoutRequest>`
}

/** Undefined for what is no such request. @throws Problem for what cannot be read. */
export async function readLogoutRequest(xml: string): Promise<LogoutRequest | undefined> {
  const root = await documentElement(xml)
  const id = attribute(root, 'ID')
  if (root.localName !== 'LogoutRequest' || root.namespaceURI !== samlp || !id) return undefined
  return {id, issuer: text(child(root, saml, 'Issuer')), nameId: text(child(root, saml, 'NameID'))}
}

/** What both sides know of an answer to a sign-out. */
export interface LogoutAnswer {
  readonly issuer: string
  /** Where it is posted to. */
  readonly recipient: string
  readonly requestId: string
}

export function signedLogoutResponse(signer: SamlSigner, answer: LogoutAnswer, now: number): Promise<string> {
  const {issuer, recipient, requestId} = answer
  const xml = `<samlp:LogoutResponse xmlns:samlp="${samlp}" xmlns:saml="${saml}" ID="${newId()}" Version="2.0" IssueInstant="${new Date(now).toISOString()}" Destination="${escaped(recipient)}" InResponseTo="${escaped(requestId)}"><saml:Issuer>${escaped(issuer)}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${success}"/></samlp:Status></samlp:LogoutResponse>`
  return signedXml(xml, signer, '/*')
}

/** @throws Problem `InvalidSamlResponse` for all but a signed answer to this very request. */
export async function assertLoggedOut(
  xml: string,
  {issuer, recipient, requestId}: LogoutAnswer,
  certificates: readonly string[],
): Promise<void> {
  const given = await documentElement(xml)
  const root = await signedRoot(xml, given, certificates)
  const status = attribute(child(child(root, samlp, 'Status'), samlp, 'StatusCode'), 'Value')
  const rules: readonly [holds: boolean, otherwise: string][] = [
    [root.localName === 'LogoutResponse' && root.namespaceURI === samlp, 'it is no LogoutResponse'],
    [attribute(root, 'InResponseTo') === requestId, 'it answers another request'],
    [attribute(root, 'Destination') === recipient, `its Destination is not ${recipient}`],
    [text(child(root, saml, 'Issuer')) === issuer, `its issuer is not ${issuer}`],
    [status === success, 'the provider did not sign the person out'],
  ]
  const broken = rules.find(([holds]) => !holds)
  if (broken) throw new Problem('InvalidSamlResponse', broken[1])
}
