import {type Certificate, readCertificate} from './certificate.ts'
import {attributeOf, childOf, type Document, descendantsOf, type Element, textOf} from './xml.ts'

/** A signature as it stands in a message. Nothing is proven by its being there. */
export interface SignatureNote {
  /** The element it stands in: `Response`, `Assertion`; `address` for one that stands beside the message. */
  readonly covers: string
  readonly algorithm: string
  readonly digest?: string
  /** The one it brings along; whoever forges a message brings one too. */
  readonly certificate?: Certificate
}

/** Every signature of a document, in its order. */
export function signaturesIn(document: Document): SignatureNote[] {
  return descendantsOf(document, 'ds', 'Signature').map(signature => {
    const info = childOf(signature, 'ds', 'SignedInfo')
    const digest = attributeOf(childOf(childOf(info, 'ds', 'Reference'), 'ds', 'DigestMethod'), 'Algorithm')
    const certificate = certificateIn(signature)
    return {
      covers: (signature.parentNode as Element | null)?.localName ?? '',
      algorithm: attributeOf(childOf(info, 'ds', 'SignatureMethod'), 'Algorithm') ?? '',
      ...(digest !== undefined && {digest}),
      ...(certificate && {certificate}),
    }
  })
}

function certificateIn(signature: Element): Certificate | undefined {
  const [found] = descendantsOf(signature, 'ds', 'X509Certificate')
  return found && readCertificate(textOf(found) ?? '')
}
