import {Failure} from '../failure.ts'
import {type Assertion, describeAssertion, present} from './assertion.ts'
import {type Binding, type Carried, takenOut} from './encoded.ts'
import {shortName} from './names.ts'
import {type SignatureNote, signaturesIn} from './signatures.ts'
import {
  attributeOf,
  childOf,
  childrenOf,
  type Document,
  descendantsOf,
  type Element,
  hasInterruptions,
  isNamed,
  parseXml,
  rootOf,
  textOf,
  Unreadable,
} from './xml.ts'

/** What a SAML message says. Nothing of it is proven unless `verified` is true. */
export interface DecodedMessage {
  readonly type: MessageType
  readonly binding: Binding
  readonly relayState?: string
  readonly id?: string
  readonly issuer?: string
  readonly issuedAt?: string
  readonly destination?: string
  readonly inResponseTo?: string
  readonly status?: Status
  readonly request?: RequestWishes
  readonly assertions: readonly Assertion[]
  /** How many assertions are encrypted, and so not shown. */
  readonly encrypted?: number
  readonly signatures: readonly SignatureNote[]
  readonly verified: boolean
  readonly remarks?: readonly string[]
}

export type MessageType = 'Response' | 'AuthnRequest' | 'LogoutRequest' | 'LogoutResponse' | 'Assertion'

export interface Status {
  /** `Success`, `Responder`, … */
  readonly code: string
  readonly detail?: string
  readonly message?: string
}

/** What an AuthnRequest asks for. */
export interface RequestWishes {
  readonly answerTo?: string
  readonly answerBy?: string
  readonly nameIdFormat?: string
  readonly forceAuthn: boolean
  readonly passive: boolean
}

const types: readonly MessageType[] = ['Response', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse']

/** A message, and the document it was read from, for verifying it. */
export interface Read {
  readonly carried: Carried
  readonly document: Document
  readonly message: DecodedMessage
}

/**
 * Takes a message apart for reading, without any I/O and without proving anything.
 * @throws Failure `usage` with one sentence when this is no SAML message that can be read.
 */
export async function readMessage(text: string): Promise<Read> {
  const carried = takenOut(text)
  try {
    const document = await parseXml(carried.xml)
    return {carried, document, message: describeMessage(carried, document)}
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    throw new Failure('usage', `The SAML message cannot be read. ${error.message}`, {cause: error})
  }
}

/** The assertions of a response, or the one a document consists of. */
export function assertionsOf(root: Element): Element[] {
  return isNamed(root, 'saml', 'Assertion') ? [root] : childrenOf(root, 'saml', 'Assertion')
}

function describeMessage({binding, relayState, beside}: Carried, document: Document): DecodedMessage {
  const root = rootOf(document)
  const type = typeOf(root)
  const encrypted = childrenOf(root, 'saml', 'EncryptedAssertion').length
  const request = type === 'AuthnRequest' ? describeRequest(root) : undefined
  const status = childOf(root, 'samlp', 'Status')
  const remarks = remarksOn(document, root)
  return {
    type,
    binding,
    ...present({relayState}),
    ...(type !== 'Assertion' && describeEnvelope(root)),
    ...(status && {status: describeStatus(status)}),
    ...(request && {request}),
    assertions: assertionsOf(root).map(describeAssertion),
    ...(encrypted > 0 && {encrypted}),
    signatures: [...(beside ? [{covers: 'address', algorithm: beside.algorithm}] : []), ...signaturesIn(document)],
    verified: false,
    ...(remarks.length > 0 && {remarks}),
  }
}

function typeOf(root: Element): MessageType {
  if (isNamed(root, 'saml', 'Assertion')) return 'Assertion'
  const type = types.find(name => isNamed(root, 'samlp', name))
  if (type) return type
  throw new Unreadable(`It begins with ${root.localName}, which is no SAML 2.0 message.`)
}

function describeEnvelope(root: Element) {
  return present({
    id: attributeOf(root, 'ID'),
    issuer: textOf(childOf(root, 'saml', 'Issuer')),
    issuedAt: attributeOf(root, 'IssueInstant'),
    destination: attributeOf(root, 'Destination'),
    inResponseTo: attributeOf(root, 'InResponseTo'),
  })
}

function describeStatus(status: Element): Status {
  const code = childOf(status, 'samlp', 'StatusCode')
  const detail = attributeOf(childOf(code, 'samlp', 'StatusCode'), 'Value')
  return {
    code: shortName(attributeOf(code, 'Value') ?? ''),
    ...present({
      detail: detail === undefined ? undefined : shortName(detail),
      message: textOf(childOf(status, 'samlp', 'StatusMessage')),
    }),
  }
}

function describeRequest(root: Element): RequestWishes {
  const yes = (name: string) => /^(true|1)$/.test(attributeOf(root, name) ?? '')
  return {
    ...present({
      answerTo: attributeOf(root, 'AssertionConsumerServiceURL'),
      answerBy: attributeOf(root, 'ProtocolBinding'),
      nameIdFormat: attributeOf(childOf(root, 'samlp', 'NameIDPolicy'), 'Format'),
    }),
    forceAuthn: yes('ForceAuthn'),
    passive: yes('IsPassive'),
  }
}

/** What a reader should know before believing what stands here. */
function remarksOn(document: Document, root: Element): string[] {
  const hidden = descendantsOf(document, 'saml', 'Assertion').length - assertionsOf(root).length
  return [
    ...(hasInterruptions(document)
      ? ['It has comments or processing instructions, by which a value can be made to read differently: never trusted.']
      : []),
    ...(hidden > 0
      ? [
          `${hidden} more assertion${hidden === 1 ? ' stands' : 's stand'} where none belongs, as in signature wrapping.`,
        ]
      : []),
  ]
}
