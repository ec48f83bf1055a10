import {createHmac, createPublicKey, X509Certificate} from 'node:crypto'
import {type ResponseParts, responseOf, type Signer, signer, signXml} from './saml.ts'

export const idp = signer()
const stranger = signer('stranger.example')
export const entityId = 'https://idp.example/metadata'

/** A response as it should be, and what its parts are. */
export interface Good {
  readonly parts: ResponseParts
  /** Signed in its assertion. */
  readonly signed: string
}

function parts(xml: string) {
  const assertion = /<Assertion[\s\S]*<\/Assertion>/.exec(xml)?.[0] ?? ''
  const signature = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(xml)?.[0] ?? ''
  const bare = assertion.replace(signature, '')
  const evil = bare.replace('ID="_a"', 'ID="_evil"').replaceAll('mallory', 'admin')
  return {assertion, signature, bare, evil}
}
const namespace = 'xmlns="urn:oasis:names:tc:SAML:2.0:assertion"'

/** What a hostile hand makes of a response, and why it must not be taken. */
const table: [what: string, forge: (good: Good) => string, reason: RegExp][] = [
  ['unsigned', ({parts}) => responseOf(parts), /nothing in the response is signed/],
  [
    'signed by a stranger, whose certificate it brings',
    ({parts}) => signXml(responseOf(parts), stranger, '_a'),
    /not by the provider’s key/,
  ],
  ['with a name changed after signing', ({signed}) => signed.replaceAll('mallory', 'admin'), /was changed/],
  [
    'with its signature’s value changed',
    ({signed}) => signed.replace(/(<ds:SignatureValue>)..../, '$1AAAA'),
    /not by the provider’s key/,
  ],
  [
    'with the signature of another response',
    ({signed, parts: p}) => {
      const other = signXml(responseOf({...p, requestId: '_other'}), idp, '_a')
      return signed.replace(
        /<ds:Signature [\s\S]*<\/ds:Signature>/,
        /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(other)?.[0] ?? '',
      )
    },
    /was changed/,
  ],
  [
    'signed with SHA-1',
    ({parts}) =>
      signXml(responseOf(parts), idp, '_a', {
        algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
        digest: 'http://www.w3.org/2000/09/xmldsig#sha1',
      }),
    /algorithm that is not accepted/,
  ],
  [
    'signed by HMAC with the public key for its secret',
    ({signed}) => hmacSigned(signed, idp),
    /algorithm that is not accepted/,
  ],
  [
    'for another pool',
    ({parts}) => signXml(responseOf({...parts, audience: 'urn:amazon:cognito:sp:us-east-1_Other'}), idp, '_a'),
    /audience is not/,
  ],
  [
    'without an audience',
    ({parts}) => signXml(responseOf(parts).replace(/<AudienceRestriction>.*<\/AudienceRestriction>/, ''), idp, '_a'),
    /audience is not/,
  ],
  [
    'without conditions',
    ({parts}) => signXml(responseOf(parts).replace(/<Conditions[\s\S]*<\/Conditions>/, ''), idp, '_a'),
    /no conditions/,
  ],
  ['that has expired', ({parts}) => signXml(responseOf({...parts, end: parts.at}), idp, '_a'), /has expired/],
  [
    'of which only the confirmation has expired',
    ({parts}) =>
      signXml(
        responseOf(parts).replace(/NotOnOrAfter="[^"]*" Recipient/, 'NotOnOrAfter="2020-01-01T00:00:00Z" Recipient'),
        idp,
        '_a',
      ),
    /nothing confirms its subject/,
  ],
  [
    'that is not valid yet',
    ({parts}) => signXml(responseOf({...parts, at: parts.at + 600_000, end: parts.end + 600_000}), idp, '_a'),
    /not valid yet/,
  ],
  [
    'with a time nobody can read',
    ({parts}) => signXml(responseOf(parts).replace(/NotBefore="[^"]*"/, 'NotBefore="tomorrow"'), idp, '_a'),
    /is not a time/,
  ],
  [
    'for another request',
    ({parts}) => signXml(responseOf({...parts, requestId: '_another'}), idp, '_a'),
    /answers another request/,
  ],
  [
    'for no request',
    ({parts}) => signXml(responseOf(parts).replace(/ InResponseTo="[^"]*"/g, ''), idp, '_a'),
    /answers another request/,
  ],
  [
    'whose assertion is for another request',
    ({parts}) =>
      signXml(
        responseOf(parts).replace(/(ConfirmationData) InResponseTo="[^"]*"/, '$1 InResponseTo="_old"'),
        idp,
        '_a',
      ),
    /nothing confirms its subject/,
  ],
  [
    'for another recipient',
    ({parts}) =>
      signXml(responseOf(parts).replace(/Recipient="[^"]*"/, 'Recipient="https://other.example/acs"'), idp, '_a'),
    /nothing confirms its subject/,
  ],
  [
    'for another destination',
    ({parts}) =>
      signXml(responseOf(parts).replace(/Destination="[^"]*"/, 'Destination="https://other.example/acs"'), idp, '_a'),
    /Destination is not/,
  ],
  [
    'of another issuer',
    ({parts}) => signXml(responseOf({...parts, issuer: 'https://other.example'}), idp, '_a'),
    /issuer is not/,
  ],
  ['without a name', ({parts}) => signXml(responseOf({...parts, nameId: ''}), idp, '_a'), /no NameID/],
  [
    'whose subject is confirmed by a key holder, not by bearer',
    ({parts}) => signXml(responseOf(parts).replace('cm:bearer', 'cm:holder-of-key'), idp, '_a'),
    /nothing confirms its subject/,
  ],
  [
    'of a sign-in that failed',
    ({parts}) => signXml(responseOf(parts).replace('status:Success', 'status:Responder'), idp, '_r'),
    /status:Responder/,
  ],
  [
    'with two assertions, both signed',
    ({signed}) => {
      const {assertion} = parts(signed)
      return signed.replace(assertion, `${assertion}${assertion}`)
    },
    /more than one/,
  ],
  [
    'with an encrypted assertion',
    ({signed}) => signed.replace(/<Assertion[\s\S]*<\/Assertion>/, '<EncryptedAssertion/>'),
    /encrypted/,
  ],
  ['with two IDs alike', ({parts: p}) => signXml(responseOf(p).replace('ID="_r"', 'ID="_a"'), idp, '_a'), /one ID/],
  [
    'with an element inside its name',
    ({parts}) => signXml(responseOf(parts).replace('mallory</NameID>', 'mal<b>lory</b></NameID>'), idp, '_a'),
    /elements within it/,
  ],
  [
    'with a comment in its name',
    ({parts}) => signXml(responseOf({...parts, nameId: 'admin<!-- -->.mallory'}), idp, '_a'),
    /comments/,
  ],
  [
    'with a comment in its digest',
    ({signed}) => signed.replace('<ds:DigestValue>', '<ds:DigestValue><!--x-->'),
    /comments/,
  ],
  [
    'with a processing instruction in its name',
    ({parts}) => signXml(responseOf({...parts, nameId: 'admin<?x y?>.mallory'}), idp, '_a'),
    /document type/,
  ],
  [
    'with a character of four bytes in an attribute',
    ({parts}) => signXml(responseOf({...parts, email: 'm\u{1f600}@corp.example'}), idp, '_a'),
    /four bytes/,
  ],
  [
    'that is an entity bomb',
    ({signed}) =>
      `<!DOCTYPE b [<!ENTITY a "${'a'.repeat(1000)}"><!ENTITY c "${'&a;'.repeat(1000)}"><!ENTITY d "${'&c;'.repeat(1000)}">]>${signed.replace('mallory<', '&d;<')}`,
    /document type/,
  ],
  [
    'with an external entity',
    ({signed}) => `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${signed.replace('mallory<', '&x;<')}`,
    /document type/,
  ],
  [
    'with an external document type in lower case',
    ({signed}) => `<!doctype r SYSTEM "http://127.0.0.1:9/">${signed}`,
    /document type/,
  ],
  ['with an undefined entity', ({signed}) => signed.replace('mallory<', '&who;<'), /not well-formed/],
  ['that is too deep', () => `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`, /nested too deeply/],
  ['that is too long', ({signed}) => signed.replace('mallory<', `${'m'.repeat(100_000)}<`), /longer than/],
  ['that is not XML', () => 'hello', /not well-formed/],
  ['that is empty', () => '', /not well-formed/],
  [
    'that is a bare assertion',
    ({signed}) => parts(signed).assertion.replace('<Assertion', `<Assertion ${namespace}`),
    /no SAML response/,
  ],
  [
    'in another namespace',
    ({signed}) => signed.replaceAll('SAML:2.0:protocol', 'SAML:1.0:protocol'),
    /no SAML response/,
  ],
  // Signature wrapping (Somorovsky et al., “On Breaking SAML”, 2012), in the numbers testers call them by.
  [
    'wrapped, XSW1: the response that was signed inside the signature of another',
    ({parts: p}) => {
      const signed = signXml(responseOf(p), idp, '_r')
      const {signature} = parts(signed)
      const inner = signed.replace(signature, '')
      const evil = responseOf(p)
        .replace('ID="_r"', 'ID="_evil"')
        .replace('ID="_a"', 'ID="_b"')
        .replaceAll('mallory', 'admin')
      return evil.replace('</Issuer>', `</Issuer>${signature.replace('</ds:Signature>', `${inner}</ds:Signature>`)}`)
    },
    /more than one/,
  ],
  [
    'wrapped, XSW2: the response that was signed beside its signature',
    ({parts: p}) => {
      const signed = signXml(responseOf(p), idp, '_r')
      const {signature} = parts(signed)
      const evil = responseOf(p)
        .replace('ID="_r"', 'ID="_evil"')
        .replace('ID="_a"', 'ID="_b"')
        .replaceAll('mallory', 'admin')
      return evil.replace('</Issuer>', `</Issuer>${signed.replace(signature, '')}${signature}`)
    },
    /more than one/,
  ],
  [
    'wrapped, XSW3: another assertion before the one that was signed',
    ({signed}) => {
      const {assertion, evil} = parts(signed)
      return signed.replace(assertion, `${evil}${assertion}`)
    },
    /more than one/,
  ],
  [
    'wrapped, XSW4: the assertion that was signed inside another',
    ({signed}) => {
      const {assertion, evil} = parts(signed)
      return signed.replace(assertion, evil.replace('</Assertion>', `${assertion}</Assertion>`))
    },
    /more than one/,
  ],
  [
    'wrapped, XSW5: the signature in another assertion, the signed one at the end',
    ({signed}) => {
      const {assertion, signature, bare, evil} = parts(signed)
      return signed.replace(assertion, `${evil.replace('</Issuer>', `</Issuer>${signature}`)}${bare}`)
    },
    /more than one/,
  ],
  [
    'wrapped, XSW6: the signature in another assertion, the signed one within it',
    ({signed}) => {
      const {assertion, signature, bare, evil} = parts(signed)
      const around = signature.replace('</ds:Signature>', `${bare}</ds:Signature>`)
      return signed.replace(assertion, evil.replace('</Issuer>', `</Issuer>${around}`))
    },
    /more than one/,
  ],
  [
    'wrapped, XSW7: another assertion in an extension',
    ({signed}) => {
      const {assertion, evil} = parts(signed)
      return signed.replace(assertion, `<p:Extensions>${evil}</p:Extensions>${assertion}`)
    },
    /more than one/,
  ],
  [
    'wrapped, XSW8: the signed assertion in an object of the signature',
    ({signed}) => {
      const {assertion, signature, bare, evil} = parts(signed)
      const around = signature.replace('</ds:Signature>', `<ds:Object>${bare}</ds:Object></ds:Signature>`)
      return signed.replace(assertion, evil.replace('</Issuer>', `</Issuer>${around}`))
    },
    /more than one/,
  ],
  [
    'whose signature covers an assertion that is gone',
    ({signed}) => {
      const {assertion, signature, evil} = parts(signed)
      return signed.replace(assertion, evil.replace('</Issuer>', `</Issuer>${signature}`))
    },
    /does not cover the element it stands in/,
  ],
  [
    'whose signature stands in an attribute’s value',
    ({signed}) => {
      const {assertion, signature, evil} = parts(signed)
      return signed.replace(assertion, evil.replace('<AttributeValue>', `<AttributeValue>${signature}`))
    },
    /stands where none belongs/,
  ],
  [
    'whose signature covers its subject only',
    ({parts: p}) => signXml(responseOf(p).replace('<Subject>', '<Subject ID="_s"><Issuer/>'), idp, '_s'),
    /stands where none belongs/,
  ],
  [
    'whose signature carries an object',
    ({signed}) => signed.replace('</ds:Signature>', '<ds:Object/></ds:Signature>'),
    /carries an object/,
  ],
  [
    'whose signature begins with algorithms of its own',
    ({signed}) =>
      signed.replace(
        '<ds:SignedInfo>',
        '<ds:KeyInfo><ds:SignatureMethod Algorithm="http://www.w3.org/2000/09/xmldsig#rsa-sha1"/></ds:KeyInfo>$&',
      ),
    /does not begin with what it signs/,
  ],
  [
    'whose signature refers twice',
    ({signed}) => signed.replace(/<ds:Reference[\s\S]*<\/ds:Reference>/, '$&$&'),
    /exactly one reference/,
  ],
  [
    'whose signature has two infos',
    ({signed}) => signed.replace(/<ds:SignedInfo>[\s\S]*<\/ds:SignedInfo>/, '$&$&'),
    /exactly one reference/,
  ],
  [
    'whose signature refers to everything',
    ({signed}) => signed.replace('URI="#_a"', 'URI=""'),
    /does not cover the element/,
  ],
  [
    'whose signature transforms by a stylesheet',
    ({signed}) =>
      signed.replace(
        '<ds:Transforms>',
        '<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/>',
      ),
    /transforms what it covers/,
  ],
  [
    'whose assertion is by the provider and whose response is by a stranger',
    ({signed}) => signXml(signed, stranger, '_r'),
    /not by the provider’s key/,
  ],
]

/** Forgeries for whoever reads SAML responses, with the reason for which the local stack refuses each. */
export const forgeries = table.map(([what, forge, reason]) => ({what, forge, reason}))

/** Algorithm confusion: whoever takes the algorithm from the message would check this with the key that is public. */
function hmacSigned(xml: string, {certificate}: Signer): string {
  const key = createPublicKey(
    new X509Certificate(Buffer.from(certificate, 'base64')).publicKey.export({type: 'spki', format: 'pem'}),
  )
  const swapped = xml.replace(
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
  )
  const mac = createHmac('sha1', key.export({type: 'spki', format: 'pem'}))
    .update(swapped)
    .digest('base64')
  return swapped.replace(/(<ds:SignatureValue>)[^<]*/, `$1${mac}`)
}
