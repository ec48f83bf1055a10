import {sign, verify} from 'node:crypto'
import {deflateRawSync, inflateRawSync} from 'node:zlib'
import {Problem} from '../problem.ts'
import type {SamlSigner} from '../state.ts'
import {asPem} from './certificate.ts'
import {longestMessage} from './xml.ts'

const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'

/** The address a browser carries a request to (saml-bindings-2.0-os, 3.4): deflated, and signed where there is a signer. */
export function withRequest(address: string, xml: string, relayState: string, signer?: SamlSigner): string {
  const request = deflateRawSync(xml).toString('base64')
  const query = [
    `SAMLRequest=${encodeURIComponent(request)}`,
    `RelayState=${encodeURIComponent(relayState)}`,
    ...(signer ? [`SigAlg=${encodeURIComponent(rsaSha256)}`] : []),
  ].join('&')
  const signature = signer && sign('sha256', Buffer.from(query), signer.privateKey).toString('base64')
  const whole = signature === undefined ? query : `${query}&Signature=${encodeURIComponent(signature)}`
  return `${address}${address.includes('?') ? '&' : '?'}${whole}`
}

/** The request within an address. @throws Problem when there is none that can be read. */
export function requestIn({searchParams}: URL): string {
  const request = searchParams.get('SAMLRequest')
  if (!request) throw new Problem('BadRequest', 'there is no SAMLRequest in the address')
  try {
    return inflateRawSync(Buffer.from(request, 'base64'), {maxOutputLength: longestMessage}).toString()
  } catch {
    throw new Problem('BadRequest', 'the SAMLRequest in the address cannot be inflated')
  }
}

/** Whether a request that says it is signed, is so by this certificate; one that is not signed at all passes. */
export function honestlySigned({search, searchParams}: URL, certificate: string): boolean {
  const signature = searchParams.get('Signature')
  if (signature === null) return true
  if (searchParams.get('SigAlg') !== rsaSha256) return false
  // The signature is over the octets as they were sent: what is decoded and encoded again may differ.
  const raw = new Map(
    search
      .slice(1)
      .split('&')
      .map(pair => [pair.split('=', 1)[0] ?? '', pair]),
  )
  const query = ['SAMLRequest', 'RelayState', 'SigAlg'].flatMap(name => raw.get(name) ?? []).join('&')
  return verify('sha256', Buffer.from(query), asPem(certificate), Buffer.from(signature, 'base64'))
}
