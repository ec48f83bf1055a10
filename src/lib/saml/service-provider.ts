import {Failure} from '../failure.ts'
import {type Certificate, readCertificate} from './certificate.ts'
import {bindings, namespaces} from './names.ts'

/** A user pool as SAML providers have to know it: what their administrator is asked for. */
export interface ServiceProvider {
  readonly userPoolId: string
  /** Also the audience of assertions. */
  readonly entityId: string
  readonly assertionConsumerService: {readonly url: string; readonly binding: string}
  /** Where providers answer when somebody signs out. */
  readonly singleLogoutService: {readonly url: string; readonly binding: string}
  readonly nameIdFormat: string
  /** What the pool signs its requests with, base64, for providers that check them. */
  readonly signingCertificate?: Certificate & {readonly base64: string}
}

/** The entity id of a pool, which is also the audience of assertions for it. */
export function entityIdOf(userPoolId: string): string {
  return `urn:amazon:cognito:sp:${userPoolId}`
}

/** Where a pool with this address takes responses. */
export function assertionConsumerOf(address: string): string {
  return `${address.replace(/\/+$/, '')}/saml2/idpresponse`
}

/**
 * The values for a pool whose sign-in pages are at `address`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-saml-idp-things-to-know.html
 */
export function serviceProviderOf({
  userPoolId,
  address,
  certificate,
}: {
  readonly userPoolId: string
  readonly address: string
  readonly certificate?: string | undefined
}): ServiceProvider {
  const read = certificate === undefined ? undefined : readCertificate(certificate)
  if (certificate !== undefined && !read)
    throw new Failure('unreachable', 'The pool’s signing certificate is none that can be read.')
  return {
    userPoolId,
    entityId: entityIdOf(userPoolId),
    assertionConsumerService: {url: assertionConsumerOf(address), binding: bindings.post},
    singleLogoutService: {url: `${address.replace(/\/+$/, '')}/saml2/logout`, binding: bindings.post},
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    ...(read && {signingCertificate: {...read, base64: (certificate ?? '').replace(/\s+/g, '')}}),
  }
}

/** The same as a metadata document, for providers that take a file (saml-metadata-2.0-os, 2.4.4). */
export function serviceProviderXml(party: ServiceProvider): string {
  const {entityId, assertionConsumerService, singleLogoutService, nameIdFormat, signingCertificate} = party
  const key = signingCertificate
    ? [
        '    <md:KeyDescriptor use="signing">',
        `      <ds:KeyInfo xmlns:ds="${namespaces.ds}"><ds:X509Data><ds:X509Certificate>`,
        ...(signingCertificate.base64.match(/.{1,64}/g) ?? []),
        '      </ds:X509Certificate></ds:X509Data></ds:KeyInfo>',
        '    </md:KeyDescriptor>',
      ]
    : []
  const service = (name: string, {binding, url}: {binding: string; url: string}, more = '') =>
    `    <md:${name} Binding="${escaped(binding)}" Location="${escaped(url)}"${more}/>`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<md:EntityDescriptor xmlns:md="${namespaces.md}" entityID="${escaped(entityId)}">`,
    `  <md:SPSSODescriptor protocolSupportEnumeration="${namespaces.samlp}">`,
    ...key,
    service('SingleLogoutService', singleLogoutService),
    `    <md:NameIDFormat>${nameIdFormat}</md:NameIDFormat>`,
    service('AssertionConsumerService', assertionConsumerService, ' index="0" isDefault="true"'),
    '  </md:SPSSODescriptor>',
    '</md:EntityDescriptor>',
  ].join('\n')
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
}
