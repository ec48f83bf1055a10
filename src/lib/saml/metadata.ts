import {Failure} from '../failure.ts'
import {type Certificate, readCertificate} from './certificate.ts'
import {
  attributeOf,
  childOf,
  childrenOf,
  descendantsOf,
  type Element,
  isNamed,
  parseXml,
  rootOf,
  textOf,
  Unreadable,
} from './xml.ts'

/** What an identity provider publishes about itself (saml-metadata-2.0-os). */
export interface ProviderMetadata {
  readonly entityId: string
  /** Until when it may be used, ISO 8601. */
  readonly validUntil?: string
  /** How long it may be kept, as an ISO 8601 duration. */
  readonly cacheDuration?: string
  readonly wantsSignedRequests: boolean
  readonly certificates: readonly ProviderCertificate[]
  readonly signIn: readonly Endpoint[]
  readonly signOut: readonly Endpoint[]
  readonly nameIdFormats: readonly string[]
}

export interface ProviderCertificate extends Certificate {
  /** Absent where the metadata does not say: then it is for both. */
  readonly use?: 'signing' | 'encryption'
}

export interface Endpoint {
  readonly binding: string
  readonly url: string
}

/**
 * Reads the metadata of one identity provider.
 * @param where names the file or address in failures.
 * @throws Failure `config_invalid` for what is no metadata, describes no identity provider, or several.
 */
export async function readProviderMetadata(xml: string, where: string): Promise<ProviderMetadata> {
  const entity = await providerIn(xml, where)
  const role = roleOf(entity)
  const validUntil = attributeOf(entity, 'validUntil') ?? attributeOf(role, 'validUntil')
  const cacheDuration = attributeOf(entity, 'cacheDuration')
  return {
    entityId: attributeOf(entity, 'entityID') ?? '',
    ...(validUntil !== undefined && {validUntil}),
    ...(cacheDuration !== undefined && {cacheDuration}),
    wantsSignedRequests: /^(true|1)$/.test(attributeOf(role, 'WantAuthnRequestsSigned') ?? ''),
    certificates: certificatesOf(role, where),
    signIn: endpointsOf(role, 'SingleSignOnService'),
    signOut: endpointsOf(role, 'SingleLogoutService'),
    nameIdFormats: role ? childrenOf(role, 'md', 'NameIDFormat').map(format => textOf(format) ?? '') : [],
  }
}

/** The certificates, base64, by which somebody named `entityId` signs, whatever role they play. @throws Failure `config_invalid` */
export async function signersIn(xml: string, where: string): Promise<{entityId: string; certificates: string[]}> {
  const entity = only(await entitiesIn(xml, where), where)
  const keys = descendantsOf(entity, 'md', 'KeyDescriptor').filter(key => attributeOf(key, 'use') !== 'encryption')
  return {
    entityId: attributeOf(entity, 'entityID') ?? '',
    certificates: [...new Set(keys.flatMap(certificateTexts).map(text => text.replace(/\s+/g, '')))],
  }
}

async function providerIn(xml: string, where: string): Promise<Element> {
  const entities = await entitiesIn(xml, where)
  return only(entities.length > 1 ? entities.filter(entity => roleOf(entity)) : entities, where)
}

async function entitiesIn(xml: string, where: string): Promise<Element[]> {
  try {
    const root = rootOf(await parseXml(xml))
    if (isNamed(root, 'md', 'EntityDescriptor')) return [root]
    if (isNamed(root, 'md', 'EntitiesDescriptor')) return descendantsOf(root, 'md', 'EntityDescriptor')
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    throw new Failure('config_invalid', `${where} cannot be read as SAML metadata. ${error.message}`, {cause: error})
  }
  throw new Failure('config_invalid', `${where} is not SAML metadata: it does not begin with an EntityDescriptor.`, {
    hints: ['metadata looks like <EntityDescriptor entityID="…" xmlns="urn:oasis:names:tc:SAML:2.0:metadata">'],
  })
}

function only(entities: readonly Element[], where: string): Element {
  const [entity] = entities
  if (entities.length > 1)
    throw new Failure('config_invalid', `${where} describes ${entities.length} parties; it must describe one.`, {
      hints: ['ask the provider for the metadata of its own entity alone'],
    })
  if (!entity || !attributeOf(entity, 'entityID'))
    throw new Failure('config_invalid', `${where} names no entity: there is no entityID.`)
  return entity
}

function roleOf(entity: Element): Element | undefined {
  return childOf(entity, 'md', 'IDPSSODescriptor')
}

function certificatesOf(role: Element | undefined, where: string): ProviderCertificate[] {
  const keys = role ? childrenOf(role, 'md', 'KeyDescriptor') : []
  return keys.flatMap(key => {
    const use = attributeOf(key, 'use')
    return certificateTexts(key).map(text => {
      const certificate = readCertificate(text)
      if (!certificate) throw new Failure('config_invalid', `${where} has an X509Certificate that is no certificate.`)
      return use === 'signing' || use === 'encryption' ? {use, ...certificate} : certificate
    })
  })
}

function certificateTexts(key: Element): string[] {
  return descendantsOf(key, 'ds', 'X509Certificate').map(found => textOf(found) ?? '')
}

function endpointsOf(role: Element | undefined, name: string): Endpoint[] {
  const services = role ? childrenOf(role, 'md', name) : []
  return services.map(service => ({
    binding: attributeOf(service, 'Binding') ?? '',
    url: attributeOf(service, 'Location') ?? '',
  }))
}
