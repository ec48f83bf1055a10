import type {SamlSigner} from '../state.ts'
import {asPem} from './certificate.ts'

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/** Signs the element at `xpath`: enveloped, behind its issuer (saml-core-2.0-os, 5.4), by RSA with SHA-256. */
export async function signedXml(xml: string, signer: SamlSigner, xpath: string): Promise<string> {
  const {SignedXml} = await import('xml-crypto')
  const signature = new SignedXml({
    privateKey: signer.privateKey,
    publicCert: asPem(signer.certificate),
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: exclusive,
  })
  signature.addReference({
    xpath,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  })
  signature.computeSignature(xml, {
    prefix: 'ds',
    location: {reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after'},
  })
  return signature.getSignedXml()
}
