import {attributeOf, childOf, childrenOf, type Element, elementsIn, textOf} from './xml.ts'

/** A statement about somebody (saml-core-2.0-os, 2.3.3), in the words of this program. */
export interface Assertion {
  readonly id?: string
  readonly issuer?: string
  readonly issuedAt?: string
  readonly subject?: Subject
  readonly conditions?: Conditions
  readonly authentication?: Authentication
  readonly attributes: readonly Attribute[]
}

export interface Subject {
  readonly nameId?: string
  readonly format?: string
  readonly confirmations: readonly Confirmation[]
}

/** Who may hand the assertion over, where, for which request and until when. */
export interface Confirmation {
  readonly method: string
  readonly recipient?: string
  readonly inResponseTo?: string
  readonly notBefore?: string
  readonly notOnOrAfter?: string
}

export interface Conditions {
  readonly notBefore?: string
  readonly notOnOrAfter?: string
  readonly audiences: readonly string[]
}

export interface Authentication {
  readonly at?: string
  readonly sessionIndex?: string
  readonly sessionNotOnOrAfter?: string
  readonly context?: string
}

export interface Attribute {
  readonly name: string
  readonly friendlyName?: string
  readonly values: readonly string[]
}

export function describeAssertion(assertion: Element): Assertion {
  const subject = childOf(assertion, 'saml', 'Subject')
  const conditions = childOf(assertion, 'saml', 'Conditions')
  const statement = childOf(assertion, 'saml', 'AuthnStatement')
  return {
    ...present({
      id: attributeOf(assertion, 'ID'),
      issuer: textOf(childOf(assertion, 'saml', 'Issuer')),
      issuedAt: attributeOf(assertion, 'IssueInstant'),
    }),
    ...(subject && {subject: describeSubject(subject)}),
    ...(conditions && {conditions: describeConditions(conditions)}),
    ...(statement && {authentication: describeAuthentication(statement)}),
    attributes: childrenOf(assertion, 'saml', 'AttributeStatement').flatMap(attributesIn),
  }
}

/** The members that are there. */
export function present<T extends Record<string, string | undefined>>(given: T): {[Name in keyof T]?: string} {
  const found = Object.entries(given).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(found) as {[Name in keyof T]?: string}
}

function describeSubject(subject: Element): Subject {
  const name = childOf(subject, 'saml', 'NameID')
  return {
    ...present({nameId: textOf(name), format: attributeOf(name, 'Format')}),
    confirmations: childrenOf(subject, 'saml', 'SubjectConfirmation').map(confirmation => {
      const data = childOf(confirmation, 'saml', 'SubjectConfirmationData')
      return {
        method: attributeOf(confirmation, 'Method') ?? '',
        ...present({
          recipient: attributeOf(data, 'Recipient'),
          inResponseTo: attributeOf(data, 'InResponseTo'),
          notBefore: attributeOf(data, 'NotBefore'),
          notOnOrAfter: attributeOf(data, 'NotOnOrAfter'),
        }),
      }
    }),
  }
}

function describeConditions(conditions: Element): Conditions {
  return {
    ...present({
      notBefore: attributeOf(conditions, 'NotBefore'),
      notOnOrAfter: attributeOf(conditions, 'NotOnOrAfter'),
    }),
    audiences: childrenOf(conditions, 'saml', 'AudienceRestriction')
      .flatMap(restriction => childrenOf(restriction, 'saml', 'Audience'))
      .map(audience => textOf(audience) ?? ''),
  }
}

function describeAuthentication(statement: Element): Authentication {
  const context = childOf(statement, 'saml', 'AuthnContext')
  return present({
    at: attributeOf(statement, 'AuthnInstant'),
    sessionIndex: attributeOf(statement, 'SessionIndex'),
    sessionNotOnOrAfter: attributeOf(statement, 'SessionNotOnOrAfter'),
    context: textOf(childOf(context, 'saml', 'AuthnContextClassRef')),
  })
}

function attributesIn(statement: Element): Attribute[] {
  return childrenOf(statement, 'saml', 'Attribute').map(attribute => ({
    name: attributeOf(attribute, 'Name') ?? '',
    ...present({friendlyName: attributeOf(attribute, 'FriendlyName')}),
    values: childrenOf(attribute, 'saml', 'AttributeValue').map(valueText),
  }))
}

/** Text; the XML of a value that is made of elements, which some providers send for names within names. */
function valueText(value: Element): string {
  return elementsIn(value).length > 0 ? value.toString() : (textOf(value) ?? '')
}
