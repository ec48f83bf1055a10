import {generateKeyPairSync} from 'node:crypto'
import {SignedXml} from 'xml-crypto'
import {selfSigned} from '../../src/lib/emulator/saml/certificate.ts'

export const day = 86_400_000

export interface Signer {
  /** PEM */
  readonly privateKey: string
  /** base64 DER */
  readonly certificate: string
}

/** A key with a certificate that is valid from a day ago, for a year unless said. */
export function signer(name = 'idp.example', {from = Date.now() - day, to = Date.now() + 365 * day} = {}): Signer {
  const {privateKey} = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: {type: 'pkcs8', format: 'pem'},
    publicKeyEncoding: {type: 'spki', format: 'pem'},
  })
  return {privateKey, certificate: selfSigned(privateKey, {name, from, to})}
}

/** Metadata as providers publish it. */
export function metadataOf(
  certificate: string,
  {
    entityId = 'https://idp.example/metadata',
    signIn = 'http://127.0.0.1:9/sso',
    binding = 'HTTP-Redirect',
    attributes = '',
  } = {},
): string {
  return `<?xml version="1.0"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"${attributes}>
  <IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
      <ds:X509Certificate>${certificate.replace(/.{64}/g, '$&\n')}</ds:X509Certificate>
    </ds:X509Data></ds:KeyInfo></KeyDescriptor>
    <NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</NameIDFormat>
    <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${signIn}"/>
  </IDPSSODescriptor>
</EntityDescriptor>`
}

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/** Signs the element of this ID, as a provider we did not write would: the signature goes behind its issuer. */
export function signXml(
  xml: string,
  {privateKey, certificate}: Signer,
  id: string,
  {
    algorithm = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    digest = 'http://www.w3.org/2001/04/xmlenc#sha256',
    inclusive = [] as string[],
  } = {},
): string {
  const signature = new SignedXml({
    privateKey,
    publicCert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----`,
    signatureAlgorithm: algorithm as never,
    canonicalizationAlgorithm: exclusive,
  })
  const xpath = `//*[@ID='${id}']`
  signature.addReference({
    xpath,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
    digestAlgorithm: digest as never,
    inclusiveNamespacesPrefixList: inclusive,
  })
  signature.computeSignature(xml, {
    prefix: 'ds',
    location: {reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after'},
  })
  return signature.getSignedXml()
}

export interface ResponseParts {
  readonly issuer: string
  readonly recipient: string
  readonly audience: string
  readonly requestId: string
  readonly nameId: string
  readonly email: string
  readonly at: number
  readonly end: number
}

/** The same with typed values and prefixes of an outer element, as the large providers write them. */
export function typedResponseOf(parts: ResponseParts): string {
  return responseOf(parts)
    .replace(
      ' ID="_r"',
      ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="_r"',
    )
    .replace('<AttributeValue>', '<AttributeValue xsi:type="xs:string">')
}

/** A response with one assertion, `_r` and `_a`, unsigned. */
export function responseOf(parts: ResponseParts): string {
  const {issuer, recipient, audience, requestId, nameId, email} = parts
  const [at, end] = [new Date(parts.at).toISOString(), new Date(parts.end).toISOString()]
  return `<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r" Version="2.0" IssueInstant="${at}" Destination="${recipient}" InResponseTo="${requestId}">
<Issuer>${issuer}</Issuer>
<p:Status><p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></p:Status>
<Assertion ID="_a" Version="2.0" IssueInstant="${at}">
<Issuer>${issuer}</Issuer>
<Subject><NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${nameId}</NameID>
<SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<SubjectConfirmationData InResponseTo="${requestId}" NotOnOrAfter="${end}" Recipient="${recipient}"/></SubjectConfirmation></Subject>
<Conditions NotBefore="${at}" NotOnOrAfter="${end}"><AudienceRestriction><Audience>${audience}</Audience></AudienceRestriction></Conditions>
<AuthnStatement AuthnInstant="${at}"><AuthnContext><AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</AuthnContextClassRef></AuthnContext></AuthnStatement>
<AttributeStatement><Attribute Name="mail"><AttributeValue>${email}</AttributeValue></Attribute></AttributeStatement>
</Assertion></p:Response>`
}
