import {verify as verifyBytes} from 'node:crypto'
import {type Assertion, present} from './assertion.ts'
import {x509Of} from './certificate.ts'
import {assertionsOf, type DecodedMessage, type Read} from './decode.ts'
import {signersIn} from './metadata.ts'
import {Rejection, type RejectionCode} from './rejection.ts'
import {algorithms, rsa, signedCopy, weak} from './signed-copy.ts'
import {type Document, descendantsOf, type Element, elementsIn, hasInterruptions, rootOf} from './xml.ts'

/** A message, judged. Where it is verified, what it says is read from the signed bytes alone. */
export interface VerifiedMessage extends DecodedMessage {
  /** What of it is signed: `Response`, `Assertion`, `address`. */
  readonly signed?: readonly string[]
  readonly rejection?: {readonly code: RejectionCode; readonly message: string}
}

/** Who may have signed, and when it is. */
export interface Trust {
  /** The metadata of the party the message should be from. */
  readonly metadata: string
  /** The metadata's file or address, for failures. */
  readonly where: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** SAML signs a message, and each of its assertions. */
const mostSignatures = 20

/**
 * Checks that the party of the metadata signed what a message says, that it names itself as the issuer, and that the
 * moment is within its times. For whom it is meant, and whether it was used before, is for the reader to compare.
 * @throws Failure `config_invalid` for metadata that cannot be read.
 */
export async function verifyMessage(read: Read, trust: Trust): Promise<VerifiedMessage> {
  const {entityId, certificates} = await signersIn(trust.metadata, trust.where)
  try {
    const found = read.carried.beside ? besideSigned(read, certificates) : await insideSigned(read, certificates)
    assertIssuer(found, entityId)
    assertTimes(found.assertions, trust.now)
    return found
  } catch (rejection) {
    if (!(rejection instanceof Rejection)) throw rejection
    return {...read.message, rejection: {code: rejection.code, message: rejection.message}}
  }
}

/** The redirect binding signs the parameters of the address. */
function besideSigned({carried: {beside}, message}: Read, certificates: readonly string[]): VerifiedMessage {
  if (!beside || !algorithms.includes(beside.algorithm)) throw weak(beside?.algorithm)
  const signature = Buffer.from(beside.value, 'base64')
  const hash = beside.algorithm.slice(rsa.length)
  const right = certificates.some(text => {
    const key = x509Of(text)?.publicKey
    return key && verifyBytes(hash, Buffer.from(beside.octets), key, signature)
  })
  if (!right) throw new Rejection('signature', 'The address is not signed by a key of the metadata, or was changed.')
  return {...message, verified: true, signed: ['address']}
}

async function insideSigned(read: Read, certificates: readonly string[]): Promise<VerifiedMessage> {
  const {document, message} = read
  assertUnambiguous(document)
  const root = rootOf(document)
  const places = [root, ...assertionsOf(root).filter(assertion => assertion !== root)]
  if (descendantsOf(document, 'saml', 'Assertion').length > assertionsOf(root).length)
    throw new Rejection('wrapped', 'An assertion stands where none belongs, as in signature wrapping.')
  const signatures = descendantsOf(document, 'ds', 'Signature')
  if (signatures.length === 0) throw new Rejection('unsigned', 'Nothing in the message is signed.')
  if (signatures.length > mostSignatures)
    throw new Rejection('wrapped', 'It has more signatures than SAML has use for.')
  const covered = new Map<Element, Read>()
  for (const signature of signatures) {
    const place = places.find(element => element === signature.parentNode)
    if (!place || covered.has(place))
      throw new Rejection('wrapped', 'A signature stands where none belongs, as in signature wrapping.')
    covered.set(place, await signedCopy(read.carried.xml, signature, place, certificates))
  }
  if (message.encrypted) throw new Rejection('encrypted', 'An assertion is encrypted; only its receiver can read it.')
  const whole = covered.get(root)
  if (whole) {
    const {binding, relayState, signatures: noted} = message
    const travelled = {binding, ...present({relayState}), signatures: noted}
    return {...whole.message, ...travelled, verified: true, signed: [root.localName ?? '']}
  }
  const unsigned = assertionsOf(root).find(assertion => !covered.has(assertion))
  if (unsigned || covered.size === 0)
    throw new Rejection('unsigned', 'One of the assertions is not signed, nor is the message around it.')
  const assertions = [...covered.values()].flatMap(copy => copy.message.assertions)
  return {...message, assertions, verified: true, signed: ['Assertion']}
}

/** Comments can split a value, and equal IDs make a reference mean two things. */
function assertUnambiguous(document: Document): void {
  if (hasInterruptions(document))
    throw new Rejection('ambiguous', 'It has comments or processing instructions, which can hide part of a value.')
  const seen = new Set<string>()
  const waiting = [rootOf(document)]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const {localName, value} of next.attributes) {
      if (!/^id$/i.test(localName ?? '')) continue
      if (seen.has(value)) throw new Rejection('ambiguous', `Two elements have the ID ${value}.`)
      seen.add(value)
    }
    waiting.push(...elementsIn(next))
  }
}

function assertIssuer({issuer, assertions}: DecodedMessage, entityId: string): void {
  const names = [
    ...(issuer === undefined ? [] : [issuer]),
    ...assertions.map(assertion => assertion.issuer ?? 'nobody'),
  ]
  const other = names.length === 0 ? 'nobody' : names.find(name => name !== entityId)
  if (other !== undefined) throw new Rejection('issuer', `It is from ${other}; the metadata is that of ${entityId}.`)
}

function assertTimes(assertions: readonly Assertion[], now: number): void {
  for (const {conditions, subject, authentication} of assertions) {
    const bearers = subject?.confirmations ?? []
    const ends = [conditions?.notOnOrAfter, authentication?.sessionNotOnOrAfter]
    // What is there and no time has ended, too.
    for (const end of [...ends, ...(bearers.length === 1 ? [bearers[0]?.notOnOrAfter] : [])])
      if (end !== undefined && !(Date.parse(end) > now)) throw new Rejection('expired', `It was good until ${end}.`)
    const from = conditions?.notBefore
    if (from !== undefined && !(Date.parse(from) <= now))
      throw new Rejection('not_yet_valid', `It is good from ${from}.`)
  }
}
