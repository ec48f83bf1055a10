import type {Document, Element, Node} from '@xmldom/xmldom'
import {namespaces, type Prefix} from './names.ts'

export type {Document, Element} from '@xmldom/xmldom'

/** Characters of a document that is read at all. */
export const largestDocument = 1024 * 1024

/** Elements within elements: SAML's deepest is some fifteen. */
const deepest = 64
const mostElements = 20_000

/** Why a text is not XML that can be read safely, as one sentence. */
export class Unreadable extends Error {}

/**
 * Parses foreign XML. Document types are refused before parsing, so that nothing can be expanded, fetched or defined;
 * size and depth are bounded, and whatever the parser merely warns of is an error here.
 * @throws Unreadable
 */
export async function parseXml(text: string): Promise<Document> {
  if (text.length > largestDocument) throw new Unreadable(`It is larger than ${largestDocument} characters.`)
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Unreadable('It has a document type (DOCTYPE), which SAML forbids.')
  if (tooManyTags(text)) throw new Unreadable(`It has more than ${mostElements} elements.`)
  const {DOMParser, onWarningStopParsing, ParseError} = await import('@xmldom/xmldom')
  let document: Document
  try {
    document = new DOMParser({onError: onWarningStopParsing, locator: false}).parseFromString(
      text.replace(/^\ufeff/, ''),
      'text/xml',
    )
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    throw new Unreadable('It is not well-formed XML.', {cause: error})
  }
  if (document.doctype) throw new Unreadable('It has a document type (DOCTYPE), which SAML forbids.')
  if (depthOf(document) > deepest) throw new Unreadable(`Its elements are nested more than ${deepest} deep.`)
  return document
}

/** The root element; there is one in every parsed document. */
export function rootOf({documentElement}: Document): Element {
  if (!documentElement) throw new Unreadable('It has no root element.')
  return documentElement
}

export function isNamed(element: Element, prefix: Prefix, name: string): boolean {
  return element.localName === name && element.namespaceURI === namespaces[prefix]
}

/** The child elements of this name, in order. */
export function childrenOf(element: Element, prefix: Prefix, name: string): Element[] {
  return elementsIn(element).filter(child => isNamed(child, prefix, name))
}

export function childOf(element: Element | undefined, prefix: Prefix, name: string): Element | undefined {
  return element && childrenOf(element, prefix, name)[0]
}

/** Every element of this name at any depth, in document order. */
export function descendantsOf(root: Document | Element, prefix: Prefix, name: string): Element[] {
  return [...root.getElementsByTagNameNS(namespaces[prefix], name)]
}

export function elementsIn(element: Element): Element[] {
  return [...element.childNodes].filter((node): node is Element => node.nodeType === 1)
}

/** An element's text without the whitespace around it. */
export function textOf(element: Element | undefined): string | undefined {
  return element?.textContent?.trim()
}

/** An attribute without a namespace; undefined where it is not there. */
export function attributeOf(element: Element | undefined, name: string): string | undefined {
  return element?.getAttributeNS(null, name) ?? undefined
}

/** Whether there is a comment or processing instruction, which can split what readers take for one value. */
export function hasInterruptions(root: Document | Element): boolean {
  for (const {node} of walk(root)) {
    // The parser takes the XML declaration for a processing instruction.
    const declaration = node.nodeType === 7 && node.nodeName === 'xml' && node.parentNode?.nodeType === 9
    if (node.nodeType === 8 || (node.nodeType === 7 && !declaration)) return true
  }
  return false
}

function tooManyTags(text: string): boolean {
  let tags = 0
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) if (++tags > 2 * mostElements) return true
  return false
}

function depthOf(document: Document): number {
  let most = 0
  for (const {depth} of walk(document)) most = Math.max(most, depth)
  return most
}

/** Every node, without recursion: hostile documents are deep. */
function* walk(root: Node): Generator<{node: Node; depth: number}> {
  const waiting = [{node: root, depth: 0}]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next
    for (const node of next.node.childNodes ?? []) waiting.push({node, depth: next.depth + 1})
  }
}
