import {Problem} from '../problem.ts'
import type {Vouched} from './response.ts'
import {signedAssertion} from './signature.ts'
import {attribute, child, children, documentElement, type Element, saml, samlp, success, text} from './xml.ts'

/** What a response must agree with. */
export interface Expected {
  readonly issuer: string
  /** PEM */
  readonly certificates: readonly string[]
  readonly audience: string
  /** Assertion consumer service: our own address. */
  readonly recipient: string
  /** Undefined where the provider began: then the response answers nothing, and is minutes old at most. */
  readonly requestId: string | undefined
  readonly now: number
}

export interface Accepted extends Vouched {
  readonly assertionId: string
  /** From when on it would not be taken any more. */
  readonly endsAt: number
}

/** How far a provider's clock may be ahead of ours. */
const leeway = 60_000
/** Cognito takes a sign-in that the provider begins for this long. */
const oldest = 360_000

/**
 * Who signed in, by a response to a request of ours, or to none (saml-profiles-2.0-os, 4.1.4). Whether the assertion was used before
 * is for the caller to know.
 * @throws Problem `InvalidSamlResponse`
 */
export async function acceptedSubject(xml: string, expected: Expected): Promise<Accepted> {
  const response = await documentElement(xml)
  if (response.localName !== 'Response' || response.namespaceURI !== samlp) throw invalid('it is no SAML response')
  assertSuccess(response)
  const {issuer, recipient, requestId, certificates} = expected
  const assertion = await signedAssertion(xml, response, certificates)
  if (attribute(response, 'Destination') !== recipient) throw invalid(`its Destination is not ${recipient}`)
  if (attribute(response, 'InResponseTo') !== requestId) throw invalid('it answers another request')
  for (const party of [response, assertion]) {
    const by = child(party, saml, 'Issuer')
    if ((by || party === assertion) && plain(by) !== issuer) throw invalid(`its issuer is not ${issuer}`)
    if (attribute(party, 'Version') !== '2.0') throw invalid('it is not of SAML 2.0')
  }
  assertConditions(assertion, expected)
  if (requestId === undefined && !((time(attribute(assertion, 'IssueInstant')) ?? 0) > expected.now - oldest))
    throw invalid('it is too old for a sign-in that the provider begins')
  const subject = child(assertion, saml, 'Subject')
  const nameId = plain(child(subject, saml, 'NameID'))
  if (nameId === '') throw invalid('it has no NameID')
  return {
    nameId,
    attributes: attributesOf(assertion),
    assertionId: attribute(assertion, 'ID') ?? '',
    endsAt: confirmedUntil(subject, expected),
  }
}

function assertSuccess(response: Element): void {
  const status = child(response, samlp, 'Status')
  const code = attribute(child(status, samlp, 'StatusCode'), 'Value')
  if (code === success) return
  const words = text(child(status, samlp, 'StatusMessage'))
  throw invalid(`the provider answered ${code ?? 'without a status'}${words === '' ? '' : `: ${words}`}`)
}

function assertConditions(assertion: Element, {audience, now}: Expected): void {
  const conditions = child(assertion, saml, 'Conditions')
  if (!conditions) throw invalid('its assertion has no conditions')
  const from = time(attribute(conditions, 'NotBefore'))
  const end = time(attribute(conditions, 'NotOnOrAfter'))
  if (from !== undefined && from > now + leeway) throw invalid('its assertion is not valid yet')
  if (end !== undefined && end <= now) throw invalid('its assertion has expired')
  const restrictions = children(conditions, saml, 'AudienceRestriction')
  const meant = restrictions.every(restriction =>
    children(restriction, saml, 'Audience').some(element => plain(element) === audience),
  )
  if (restrictions.length === 0 || !meant) throw invalid(`its audience is not ${audience}`)
  const session = time(attribute(child(assertion, saml, 'AuthnStatement'), 'SessionNotOnOrAfter'))
  if (session !== undefined && session <= now) throw invalid('the session it speaks of has ended')
}

/** Until when the bearer of the assertion is who it says, by the one confirmation that is meant for us. */
function confirmedUntil(subject: Element | undefined, {recipient, requestId, now}: Expected): number {
  const bearers = (subject ? children(subject, saml, 'SubjectConfirmation') : []).filter(
    confirmation => attribute(confirmation, 'Method') === 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
  )
  for (const bearer of bearers) {
    const data = child(bearer, saml, 'SubjectConfirmationData')
    const end = time(attribute(data, 'NotOnOrAfter'))
    if (attribute(data, 'Recipient') !== recipient || attribute(data, 'InResponseTo') !== requestId) continue
    if (end !== undefined && end > now && attribute(data, 'NotBefore') === undefined) return end
  }
  throw invalid('nothing confirms its subject to this pool: by bearer, recipient, request and time')
}

function attributesOf(assertion: Element): Record<string, string[]> {
  const found: Record<string, string[]> = Object.create(null)
  for (const statement of children(assertion, saml, 'AttributeStatement'))
    for (const element of children(statement, saml, 'Attribute')) {
      const values = children(element, saml, 'AttributeValue').map(plain)
      // Cognito's databases take no characters beyond the Basic Multilingual Plane here.
      if (values.some(value => /[\u{10000}-\u{10ffff}]/u.test(value)))
        throw invalid('an attribute has a character of four bytes, which Cognito does not take')
      const name = attribute(element, 'Name') ?? ''
      found[name] = [...(found[name] ?? []), ...values]
    }
  return found
}

/** Text, and nothing but text. */
function plain(element: Element | undefined): string {
  if ([...(element?.childNodes ?? [])].some(({nodeType}) => nodeType !== 3 && nodeType !== 4))
    throw invalid('a value has elements within it')
  return text(element)
}

/** @throws Problem for what is there and no time of xs:dateTime in UTC. */
function time(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)) throw invalid(`${value} is not a time`)
  return Date.parse(value)
}

function invalid(why: string): Problem {
  return new Problem('InvalidSamlResponse', why)
}
