import {Problem} from '../problem.ts'
import {attribute, child, children, documentElement, ds, type Element, saml} from './xml.ts'

const transforms = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#']
const digests = ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512']
const methods = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
]

/**
 * The assertion of a response as it was signed: read anew from the signed bytes, so that nothing beside them is believed.
 * Signatures stand where SAML puts them (saml-core-2.0-os, 5.4), in the response or its one assertion, and cover the
 * element they stand in; each that is there must be right.
 * @throws Problem `InvalidSamlResponse`
 */
export async function signedAssertion(
  xml: string,
  response: Element,
  certificates: readonly string[],
): Promise<Element> {
  const assertion = onlyAssertion(response)
  assertDistinctIds(response)
  const signatures = [...response.getElementsByTagNameNS(ds, 'Signature')]
  if (signatures.length === 0) throw invalid('nothing in the response is signed')
  const whole: Element[] = []
  for (const signature of signatures) {
    const covered = [response, assertion].find(element => element === signature.parentNode)
    if (!covered || children(covered, ds, 'Signature').length > 1)
      throw invalid('a signature stands where none belongs')
    whole.push(await signedElement(xml, signature, covered, certificates))
  }
  const signed = whole.find(({localName}) => localName === 'Assertion') ?? child(whole[0], saml, 'Assertion')
  if (!signed || attribute(signed, 'ID') !== attribute(assertion, 'ID'))
    throw invalid('the assertion is not what is signed')
  return signed
}

/**
 * A document as it was signed, as a whole, by one signature.
 * @throws Problem `InvalidSamlResponse`
 */
export async function signedRoot(xml: string, root: Element, certificates: readonly string[]): Promise<Element> {
  assertDistinctIds(root)
  const [signature, another] = [...root.getElementsByTagNameNS(ds, 'Signature')]
  if (!signature || another || signature.parentNode !== root) throw invalid('it is not signed as a whole')
  return signedElement(xml, signature, root, certificates)
}

function onlyAssertion(response: Element): Element {
  const inside = [...response.getElementsByTagNameNS('*', '*')]
  if (inside.some(({localName}) => localName === 'EncryptedAssertion'))
    throw invalid('the assertion is encrypted, which this stack does not do')
  const [assertion, another] = inside.filter(({localName}) => localName === 'Assertion')
  if (another || inside.some(({localName}) => localName === 'Response'))
    throw invalid('there is more than one response or assertion')
  if (!assertion || assertion.namespaceURI !== saml || assertion.parentNode !== response)
    throw invalid('there is no assertion in the response')
  return assertion
}

function assertDistinctIds(response: Element): void {
  const seen = new Set<string>()
  for (const element of [response, ...response.getElementsByTagNameNS('*', '*')])
    for (const {localName, value} of element.attributes) {
      if (localName?.toLowerCase() !== 'id') continue
      if (seen.has(value)) throw invalid('two elements have one ID')
      seen.add(value)
    }
}

async function signedElement(
  xml: string,
  signature: Element,
  covered: Element,
  certificates: readonly string[],
): Promise<Element> {
  assertShape(signature, covered)
  const {SignedXml} = await import('xml-crypto')
  for (const publicCert of certificates) {
    // The key is the metadata's; one that the message brings is not looked at.
    const check = new SignedXml({publicCert, getCertFromKeyInfo: () => null})
    try {
      check.loadSignature(signature as never)
      if (!check.checkSignature(xml)) continue
    } catch {
      continue
    }
    const [bytes] = check.getSignedReferences()
    if (bytes !== undefined) return documentElement(bytes)
  }
  throw invalid('a signature is not by the provider’s key, or what it covers was changed')
}

/** One reference, to the element the signature stands in, in the algorithms everybody uses. */
function assertShape(signature: Element, covered: Element): void {
  const [info, another] = children(signature, ds, 'SignedInfo')
  const references = info ? children(info, ds, 'Reference') : []
  const [reference] = references
  // Algorithms that stand before it would be taken for its own.
  if ([...signature.childNodes].find(({nodeType}) => nodeType === 1) !== info)
    throw invalid('a signature does not begin with what it signs')
  if (!info || another || !reference || references.length > 1)
    throw invalid('a signature has not exactly one reference')
  if (children(signature, ds, 'Object').length > 0) throw invalid('a signature carries an object')
  const id = attribute(covered, 'ID')
  if (!id || attribute(reference, 'URI') !== `#${id}`)
    throw invalid('a signature does not cover the element it stands in')
  const applied = children(child(reference, ds, 'Transforms') ?? reference, ds, 'Transform')
  const algorithms = applied.map(transform => attribute(transform, 'Algorithm') ?? '')
  if (algorithms.length > 2 || !algorithms.every(name => transforms.includes(name)))
    throw invalid('a signature transforms what it covers')
  const canonical = attribute(child(info, ds, 'CanonicalizationMethod'), 'Algorithm')
  const method = attribute(child(info, ds, 'SignatureMethod'), 'Algorithm') ?? ''
  const digest = attribute(child(reference, ds, 'DigestMethod'), 'Algorithm') ?? ''
  if (canonical !== transforms[1] || !methods.includes(method) || !digests.includes(digest))
    throw invalid('a signature uses an algorithm that is not accepted: RSA with SHA-256 or SHA-512 is')
}

function invalid(why: string): Problem {
  return new Problem('InvalidSamlResponse', why)
}
