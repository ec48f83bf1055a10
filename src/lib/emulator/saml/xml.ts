import type {Element, Node} from '@xmldom/xmldom'
import {Problem} from '../problem.ts'

export type {Element} from '@xmldom/xmldom'

export const saml = 'urn:oasis:names:tc:SAML:2.0:assertion'
export const samlp = 'urn:oasis:names:tc:SAML:2.0:protocol'
/** The status of an answer that is good news. */
export const success = 'urn:oasis:names:tc:SAML:2.0:status:Success'
export const md = 'urn:oasis:names:tc:SAML:2.0:metadata'
export const ds = 'http://www.w3.org/2000/09/xmldsig#'

/** Cognito's limit for a response, in characters of XML; metadata may be longer. */
export const longestMessage = 100_000

const deepest = 50

/**
 * The root of a SAML document. Strict: no document type, hence no entities; no comments and processing instructions,
 * which can split what looks like one value; nothing the parser would even warn of.
 * @throws Problem `InvalidParameterException`
 */
export async function documentElement(text: string, most = longestMessage): Promise<Element> {
  if (text.length > most) throw unreadable(`it is longer than ${most} characters`)
  if (/<!(?!--)|<\?(?!xml\s)/i.test(text.replaceAll('<![CDATA[', ''))) throw unreadable('it has a document type')
  if (text.includes('<!--')) throw unreadable('it has comments')
  const {DOMParser, onWarningStopParsing, ParseError} = await import('@xmldom/xmldom')
  try {
    const document = new DOMParser({onError: onWarningStopParsing, locator: false}).parseFromString(text, 'text/xml')
    const root = document.documentElement
    if (!root) throw unreadable('it is empty')
    if (tooDeep(root)) throw unreadable('it is nested too deeply')
    return root
  } catch (error) {
    if (error instanceof ParseError) throw unreadable('it is not well-formed')
    throw error
  }
}

export function children(parent: Element, namespace: string, name: string): Element[] {
  return [...parent.childNodes].filter(
    (node): node is Element => node.nodeType === 1 && node.localName === name && node.namespaceURI === namespace,
  )
}

export function child(parent: Element | undefined, namespace: string, name: string): Element | undefined {
  return parent && children(parent, namespace, name)[0]
}

export function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.getAttributeNS(null, name) ?? undefined
}

export function text(element: Element | undefined): string {
  return element?.textContent?.trim() ?? ''
}

/** Writes text into XML. */
export function escaped(value: string): string {
  return value.replace(/[&<>"'\r\n\t]/g, sign => `&#${sign.charCodeAt(0)};`)
}

function tooDeep(root: Element): boolean {
  const waiting: {node: Node; depth: number}[] = [{node: root, depth: 1}]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.depth > deepest) return true
    for (const node of next.node.childNodes ?? []) waiting.push({node, depth: next.depth + 1})
  }
  return false
}

function unreadable(why: string): Problem {
  return new Problem('InvalidParameterException', `The XML cannot be read: ${why}.`)
}
