import {x509Of} from './certificate.ts'
import {type Read, readMessage} from './decode.ts'
import {Rejection} from './rejection.ts'
import {attributeOf, childOf, childrenOf, type Element, elementsIn} from './xml.ts'

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const transforms = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive]
const digests = ['sha256', 'sha512'].map(name => `http://www.w3.org/2001/04/xmlenc#${name}`)
/** What the names of RSA signatures begin with; the hash follows. */
export const rsa = 'http://www.w3.org/2001/04/xmldsig-more#rsa-'
/** SHA-1 is not among them: collisions of it can be bought. */
export const algorithms = [`${rsa}sha256`, `${rsa}sha512`]

/**
 * The element a signature covers, read anew from the bytes that were signed.
 * @throws Rejection
 */
export async function signedCopy(
  xml: string,
  signature: Element,
  place: Element,
  certificates: readonly string[],
): Promise<Read> {
  assertPlain(signature, place)
  const {SignedXml} = await import('xml-crypto')
  for (const text of certificates) {
    // Keys come from the metadata; one that the message brings is not looked at.
    const check = new SignedXml({publicCert: x509Of(text)?.toString() ?? '', getCertFromKeyInfo: () => null})
    try {
      check.loadSignature(signature as never)
      if (!check.checkSignature(xml)) continue
    } catch {
      continue
    }
    const [bytes, more] = check.getSignedReferences()
    if (bytes !== undefined && more === undefined) return readMessage(bytes)
  }
  throw new Rejection(
    'signature',
    `The signature of the ${place.localName} is not by a key of the metadata, or what it covers was changed.`,
  )
}

/** One reference, to the element around the signature, by nothing but the algorithms above (saml-core-2.0-os, 5.4). */
function assertPlain(signature: Element, place: Element): void {
  const infos = childrenOf(signature, 'ds', 'SignedInfo')
  const references = infos.flatMap(info => childrenOf(info, 'ds', 'Reference'))
  const [reference] = references
  const id = attributeOf(place, 'ID')
  // Algorithms that stand before it would be taken for its own.
  if (elementsIn(signature)[0] !== infos[0])
    throw new Rejection('wrapped', 'A signature does not begin with what it signs.')
  if (infos.length !== 1 || references.length !== 1 || childOf(signature, 'ds', 'Object'))
    throw new Rejection('wrapped', 'A signature covers more than the one element it stands in.')
  if (!id || attributeOf(reference, 'URI') !== `#${id}`)
    throw new Rejection('wrapped', 'A signature does not cover the element it stands in, as in signature wrapping.')
  const applied = childOf(reference, 'ds', 'Transforms')
  const used = applied ? childrenOf(applied, 'ds', 'Transform').map(one => attributeOf(one, 'Algorithm') ?? '') : []
  const strange = used.find(name => !transforms.includes(name))
  if (strange !== undefined || used.length > 2) throw weak(strange ?? used[0])
  const canonical = attributeOf(childOf(infos[0], 'ds', 'CanonicalizationMethod'), 'Algorithm')
  if (canonical !== exclusive) throw weak(canonical)
  const algorithm = attributeOf(childOf(infos[0], 'ds', 'SignatureMethod'), 'Algorithm')
  if (!algorithms.includes(algorithm ?? '')) throw weak(algorithm)
  const digest = attributeOf(childOf(reference, 'ds', 'DigestMethod'), 'Algorithm')
  if (!digests.includes(digest ?? '')) throw weak(digest)
}

export function weak(algorithm: string | undefined): Rejection {
  const name = algorithm ? `by ${algorithm}` : 'by an algorithm it does not name'
  return new Rejection('algorithm', `It is signed ${name}; RSA with SHA-256 or SHA-512 is accepted.`)
}
