import {generateKeyPairSync} from 'node:crypto'
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
