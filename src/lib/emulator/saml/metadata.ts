import {X509Certificate} from 'node:crypto'
import {Problem} from '../problem.ts'
import {asPem} from './certificate.ts'
import {attribute, child, children, documentElement, ds, type Element, md, text} from './xml.ts'

/** What a service provider needs of an identity provider. */
export interface Metadata {
  readonly entityId: string
  /** The address of the HTTP-Redirect binding, if there is one. */
  readonly signIn: string | undefined
  readonly signOut: string | undefined
  readonly certificates: readonly {readonly pem: string; readonly validTo: number}[]
}

const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'

/** Reads a provider's metadata. @throws Problem `InvalidParameterException` */
export async function readMetadata(xml: string): Promise<Metadata> {
  const root = await documentElement(xml, 1024 * 1024)
  const role = child(entityIn(root), md, 'IDPSSODescriptor')
  const entityId = attribute(entityIn(root), 'entityID')
  if (!role || !entityId) throw new Problem('InvalidParameterException', 'The metadata describes no identity provider.')
  const keys = children(role, md, 'KeyDescriptor').filter(key => attribute(key, 'use') !== 'encryption')
  return {
    entityId,
    signIn: addressOf(role, 'SingleSignOnService'),
    signOut: addressOf(role, 'SingleLogoutService'),
    certificates: keys.flatMap(key => [...key.getElementsByTagNameNS(ds, 'X509Certificate')]).map(certificateOf),
  }
}

function entityIn(root: Element): Element {
  return root.localName === 'EntitiesDescriptor' ? (child(root, md, 'EntityDescriptor') ?? root) : root
}

function addressOf(role: Element, name: string): string | undefined {
  const service = children(role, md, name).find(service => attribute(service, 'Binding') === redirect)
  return attribute(service, 'Location')
}

function certificateOf(element: Element): {pem: string; validTo: number} {
  const pem = asPem(text(element).replace(/\s+/g, ''))
  try {
    return {pem, validTo: new X509Certificate(pem).validToDate.getTime()}
  } catch {
    throw new Problem('InvalidParameterException', 'The metadata has a certificate that cannot be read.')
  }
}
