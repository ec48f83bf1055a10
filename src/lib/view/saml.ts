import type {MappingReport} from '../saml/mapping.ts'
import type {ServiceProvider} from '../saml/service-provider.ts'
import {paint} from './paint.ts'
import {recordText} from './record.ts'
import {safe} from './safe.ts'

/** What to type into the console of an identity provider. */
export function serviceProviderText(party: ServiceProvider): string {
  const {entityId, assertionConsumerService, singleLogoutService, nameIdFormat, signingCertificate} = party
  const record = recordText([
    ['Entity ID, audience', safe(entityId)],
    ['ACS URL, recipient', [safe(assertionConsumerService.url), `  by ${safe(assertionConsumerService.binding)}`]],
    ['Sign-out URL', [safe(singleLogoutService.url), `  by ${safe(singleLogoutService.binding)}`]],
    ['NameID format', safe(nameIdFormat)],
    ...(signingCertificate
      ? ([
          ['Signing certificate', safe(signingCertificate.subject)],
          ['  valid until', safe(signingCertificate.validTo)],
          ['  SHA-256', safe(signingCertificate.fingerprint)],
        ] as const)
      : []),
  ])
  if (!signingCertificate) return record
  const lines = signingCertificate.base64.match(/.{1,64}/g) ?? []
  return [record, '', '-----BEGIN CERTIFICATE-----', ...lines.map(safe), '-----END CERTIFICATE-----'].join('\n')
}

/** The user that would come of an assertion, then what is wrong. */
export function mappingText({username, attributes, problems, notes}: MappingReport): string {
  const shown = Object.entries(attributes).map(([name, value]) => [safe(name), safe(value)] as const)
  return [
    `User ${safe(username ?? 'nobody')}`,
    ...(shown.length > 0 ? [recordText(shown, '  ')] : ['  no attributes']),
    '',
    ...problems.map(({code, message}) => `${paint.red('✘')} ${safe(message)} ${paint.dim(code)}`),
    ...notes.map(note => `${paint.dim('·')} ${safe(note)}`),
    problems.length === 0 ? paint.green('✔ The mapping works.') : paint.red('The mapping does not work as it should.'),
  ].join('\n')
}
