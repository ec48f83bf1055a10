import type {Stack} from '../stack.ts'
import {providerSigner} from './signer.ts'
import {escaped} from './xml.ts'

/** Where the stack's own SAML identity provider is. */
export const ownMetadataPath = '/idp/saml/metadata'
export const ownSignInPath = '/idp/saml/sign-in'
export const ownSignOutPath = '/idp/saml/sign-out'

export function ownEntityId({origin}: Pick<Stack, 'origin'>): string {
  return `${origin}${ownMetadataPath}`
}

/** What the stack's own identity provider says of itself (saml-metadata-2.0-os). */
export function ownMetadata(stack: Stack): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${escaped(ownEntityId(stack))}">
<md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
<ds:X509Certificate>${providerSigner(stack).certificate}</ds:X509Certificate>
</ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${escaped(`${stack.origin}${ownSignOutPath}`)}"/>
<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${escaped(`${stack.origin}${ownSignInPath}`)}"/>
</md:IDPSSODescriptor>
</md:EntityDescriptor>
`
}
