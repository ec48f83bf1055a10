import type {Assertion, Attribute, Confirmation} from '../saml/assertion.ts'
import type {DecodedMessage} from '../saml/decode.ts'
import type {SignatureNote} from '../saml/signatures.ts'
import type {VerifiedMessage} from '../saml/verify.ts'
import {type Row, recordText} from './record.ts'
import {safe} from './safe.ts'
import {timeText} from './time.ts'

/** A SAML message for reading. “Verified” is the first word of what was verified, and stands nowhere else. */
export function samlMessageText(message: VerifiedMessage, now: number): string {
  const {type, verified, rejection, signed = [], remarks = [], assertions, encrypted = 0, signatures} = message
  const head = verified
    ? `Verified · ${verifiedText(type, signed)}`
    : rejection
      ? `Rejected · ${rejection.code}\n  ${safe(rejection.message)}`
      : `${type}, not verified`
  return [
    head,
    ...remarks.map(safe),
    section(type, envelopeRows(message, now)),
    ...assertions.flatMap(assertion => assertionTexts(assertion, now)),
    ...(encrypted > 0
      ? ['', `${encrypted} encrypted assertion${encrypted === 1 ? '' : 's'}: only the receiver can read them.`]
      : []),
    ...signatures.map(signature =>
      section(`Signature of the ${safe(signature.covers)}`, signatureRows(signature, now)),
    ),
  ].join('\n')
}

function verifiedText(type: string, signed: readonly string[]): string {
  if (signed.includes('address')) return `${type}, signed in its address`
  return signed.includes(type) ? type : `${signed.join(', ')}; the ${type} around it is not signed`
}

function envelopeRows({binding, status, request, relayState, ...message}: DecodedMessage, now: number): Row[] {
  return rows({
    encoding: {post: 'base64 (POST binding)', redirect: 'deflated (Redirect binding)', xml: 'XML'}[binding],
    issuer: message.issuer,
    destination: message.destination,
    id: message.id,
    'in response to': message.inResponseTo,
    issued: when(message.issuedAt, now),
    status: status && [status.code, status.detail, status.message].filter(Boolean).join(' · '),
    'answer to': request?.answerTo,
    'answer by': request?.answerBy,
    'name format': request?.nameIdFormat,
    'asks anew': request && (request.forceAuthn ? 'yes' : 'no'),
    'without a page': request && (request.passive ? 'yes' : 'no'),
    'relay state': relayState,
  })
}

function assertionTexts(assertion: Assertion, now: number): string[] {
  const {subject, conditions, authentication, attributes} = assertion
  return [
    section(
      'Assertion',
      rows({
        issuer: assertion.issuer,
        id: assertion.id,
        issued: when(assertion.issuedAt, now),
        subject: subject?.nameId,
        'subject format': subject?.format,
        confirmation: subject?.confirmations.map(confirmation => confirmationText(confirmation, now)),
        'not before': when(conditions?.notBefore, now),
        'not on or after': when(conditions?.notOnOrAfter, now),
        audience: conditions?.audiences,
        'signed in': when(authentication?.at, now),
        'signed in by': authentication?.context,
        session: authentication?.sessionIndex,
        'session ends': when(authentication?.sessionNotOnOrAfter, now),
      }),
    ),
    section('Attributes', attributes.map(attributeRow)),
  ]
}

function confirmationText({method, recipient, inResponseTo, notOnOrAfter}: Confirmation, now: number): string {
  return [
    method.split(':').at(-1) ?? '',
    recipient && `at ${recipient}`,
    inResponseTo && `for ${inResponseTo}`,
    notOnOrAfter && `until ${when(notOnOrAfter, now)}`,
  ]
    .filter(Boolean)
    .join(', ')
}

function attributeRow({name, friendlyName, values}: Attribute): Row {
  return [safe(friendlyName === undefined ? name : `${name} (${friendlyName})`), values.map(safe)]
}

function signatureRows({algorithm, digest, certificate}: SignatureNote, now: number): Row[] {
  return rows({
    algorithm,
    digest,
    certificate: certificate?.subject,
    fingerprint: certificate?.fingerprint,
    'valid from': when(certificate?.validFrom, now),
    'valid until': when(certificate?.validTo, now),
  })
}

function section(title: string, shown: readonly Row[]): string {
  return shown.length === 0 ? '' : `\n${title}\n${recordText(shown, '  ')}`
}

/** The rows that have a value, each made safe. */
function rows(values: Readonly<Record<string, string | readonly string[] | undefined>>): Row[] {
  return Object.entries(values).flatMap(([name, value]): Row[] => {
    const lines = value === undefined ? [] : typeof value === 'string' ? [value] : value
    return lines.length === 0 ? [] : [[name, lines.map(safe)]]
  })
}

/** A foreign time in words; as it stands when it is none. */
function when(time: string | undefined, now: number): string | undefined {
  if (time === undefined) return undefined
  return timeText(Date.parse(time), now) ?? time
}
