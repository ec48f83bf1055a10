/** The XML namespaces that SAML is written in. */
export const namespaces = {
  /** SAML 2.0 assertions (saml-core-2.0-os). */
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  /** SAML 2.0 requests and responses (saml-core-2.0-os). */
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  /** SAML 2.0 metadata (saml-metadata-2.0-os). */
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  /** XML Signature (xmldsig-core). */
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  /** XML Encryption (xmlenc-core). */
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
} as const

export type Prefix = keyof typeof namespaces

const binding = 'urn:oasis:names:tc:SAML:2.0:bindings:'

/** The bindings that browsers carry (saml-bindings-2.0-os, 3.4 and 3.5). */
export const bindings = {redirect: `${binding}HTTP-Redirect`, post: `${binding}HTTP-POST`}

/** The last part of a SAML or XML Security identifier, which is all people read of it. */
export function shortName(identifier: string): string {
  return /[^:#/]+$/.exec(identifier)?.[0] ?? identifier
}
