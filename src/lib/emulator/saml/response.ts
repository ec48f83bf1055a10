import {randomUUID} from 'node:crypto'
import type {SamlSigner} from '../state.ts'
import type {AuthnRequest} from './request.ts'
import {signedXml} from './sign.ts'
import {escaped, saml, samlp, success} from './xml.ts'

/** Whom an identity provider vouches for. */
export interface Vouched {
  readonly nameId: string
  /** Values by attribute name. */
  readonly attributes: Readonly<Record<string, readonly string[]>>
}

const minutes = 5

/** A response with one assertion (saml-core-2.0-os, 2.3.3 and 3.3.3), signed. */
export function signedResponse(
  signer: SamlSigner,
  {issuer, request, now}: {readonly issuer: string; readonly request: AuthnRequest; readonly now: number},
  vouched: Vouched,
): Promise<string> {
  return signedXml(responseXml(issuer, request, now, vouched), signer, "/*/*[local-name(.)='Assertion']")
}

function responseXml(issuer: string, request: AuthnRequest, now: number, vouched: Vouched): string {
  const [at, end] = [new Date(now).toISOString(), new Date(now + minutes * 60_000).toISOString()]
  const answer = `InResponseTo="${escaped(request.id)}"`
  const by = `<saml:Issuer>${escaped(issuer)}</saml:Issuer>`
  return `<samlp:Response xmlns:samlp="${samlp}" xmlns:saml="${saml}" ID="${newId()}" Version="2.0" IssueInstant="${at}" Destination="${escaped(request.answerTo)}" ${answer}>${by}<samlp:Status><samlp:StatusCode Value="${success}"/></samlp:Status><saml:Assertion ID="${newId()}" Version="2.0" IssueInstant="${at}">${by}<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${escaped(vouched.nameId)}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData ${answer} NotOnOrAfter="${end}" Recipient="${escaped(request.answerTo)}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${at}" NotOnOrAfter="${end}"><saml:AudienceRestriction><saml:Audience>${escaped(request.issuer)}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${at}" SessionIndex="${newId()}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>${attributesXml(vouched)}</saml:Assertion></samlp:Response>`
}

function attributesXml({attributes}: Vouched): string {
  const all = Object.entries(attributes).map(
    ([name, values]) =>
      `<saml:Attribute Name="${escaped(name)}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri">${values.map(value => `<saml:AttributeValue>${escaped(value)}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
  )
  return all.length === 0 ? '' : `<saml:AttributeStatement>${all.join('')}</saml:AttributeStatement>`
}

/** XML identifiers do not begin with digits. */
export function newId(): string {
  return `_${randomUUID()}`
}
