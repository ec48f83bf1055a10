import {isLoopback, wrongAddress} from '../address.ts'
import type {Network} from '../net/network.ts'
import {type Loaded, loadMetadata} from './load-metadata.ts'
import {type ProviderCertificate, type ProviderMetadata, readProviderMetadata} from './metadata.ts'
import {bindings, shortName} from './names.ts'

/** Metadata, and what stands against giving it to a user pool. */
export interface MetadataReport extends ProviderMetadata {
  readonly problems: readonly Problem[]
}

/** `error`: Cognito would refuse it, or nobody could sign in by it. `warning`: it works, for now. */
export interface Problem {
  readonly level: 'error' | 'warning'
  readonly code: ProblemCode
  readonly message: string
}

export type ProblemCode =
  | 'no_identity_provider'
  | 'no_redirect_sign_in'
  | 'no_signing_certificate'
  | 'certificate_expired'
  | 'certificate_not_valid_yet'
  | 'certificate_ends_soon'
  | 'certificate_too_long'
  | 'key_too_short'
  | 'metadata_expired'
  | 'metadata_ends_soon'
  | 'insecure_address'
  | 'unusual_port'
  | 'sign_in_unreachable'

/** What the verbs below need of the world. */
export interface Surroundings extends Network {
  readonly clock: {now(): number}
}

const day = 86_400_000
/** Days before the end of a certificate or of the metadata at which it is time to act. */
const soon = 30
/** Cognito's limit, in characters of base64. */
const longestCertificate = 4096

/**
 * Loads a provider's metadata from a file or an address and checks it as Cognito would, and a little further: ends of
 * certificates, bindings, addresses, and whether the sign-in page answers at all.
 * @throws Failure as `loadMetadata` and `readProviderMetadata` do; problems are part of the answer.
 */
export async function checkMetadata(
  world: Surroundings,
  source: string,
): Promise<{report: MetadataReport; loaded: Loaded}> {
  const loaded = await loadMetadata(world, source)
  const metadata = await readProviderMetadata(loaded.xml, loaded.url ?? source)
  const known = problemsOf(metadata, world.clock.now(), loaded.url)
  const silent = known.some(({level}) => level === 'error') ? [] : await unreachableSignIn(world, metadata)
  return {report: {...metadata, problems: [...known, ...silent]}, loaded}
}

/** What can be told from the metadata alone. `url` is where Cognito would fetch it. */
export function problemsOf(metadata: ProviderMetadata, now: number, url?: string): Problem[] {
  const {signIn, certificates, validUntil} = metadata
  const signing = certificates.filter(({use}) => use !== 'encryption')
  return [
    ...(signIn.length === 0 && certificates.length === 0
      ? [error('no_identity_provider', 'It describes no identity provider: there is no IDPSSODescriptor.')]
      : [
          ...(redirectAddress(metadata) === undefined
            ? [
                error(
                  'no_redirect_sign_in',
                  'It has no sign-in address for the HTTP-Redirect binding, which Cognito uses.',
                ),
              ]
            : []),
          ...(signing.length === 0
            ? [error('no_signing_certificate', 'It has no certificate to check signatures by.')]
            : []),
        ]),
    ...certificates.flatMap(certificate => onCertificate(certificate, now)),
    ...onEnd(validUntil, now),
    ...signIn.flatMap(({url: address}) => onAddress(address)),
    ...(url === undefined ? [] : onPort(url)),
  ]
}

/** Where a user pool sends people to sign in. */
export function redirectAddress({signIn}: ProviderMetadata): string | undefined {
  return signIn.find(({binding}) => binding === bindings.redirect)?.url
}

function onCertificate({subject, use, validFrom, validTo, key, length}: ProviderCertificate, now: number): Problem[] {
  const which = `The ${use === undefined ? '' : `${use} `}certificate ${subject}`
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)]
  const bits = Number(/^RSA (\d+)$/.exec(key)?.[1] ?? Infinity)
  return [
    ...(to <= now ? [error('certificate_expired', `${which} expired at ${validTo}.`)] : []),
    ...(from > now ? [warning('certificate_not_valid_yet', `${which} is valid from ${validFrom} only.`)] : []),
    ...(to > now && to - now < soon * day
      ? [warning('certificate_ends_soon', `${which} ends at ${validTo}, in ${daysUntil(to, now)}.`)]
      : []),
    ...(length > longestCertificate
      ? [error('certificate_too_long', `${which} has ${length} characters; Cognito takes ${longestCertificate}.`)]
      : []),
    ...(bits < 2048 ? [warning('key_too_short', `${which} has a key of ${bits} bits; 2048 are the least today.`)] : []),
  ]
}

function onEnd(validUntil: string | undefined, now: number): Problem[] {
  const end = Date.parse(validUntil ?? '')
  if (Number.isNaN(end)) return []
  if (end <= now) return [error('metadata_expired', `The metadata was valid until ${validUntil}.`)]
  if (end - now >= soon * day) return []
  return [warning('metadata_ends_soon', `The metadata ends at ${validUntil}, in ${daysUntil(end, now)}.`)]
}

function onAddress(address: string): Problem[] {
  const wrong = wrongAddress(address)
  return wrong ? [warning('insecure_address', `The sign-in address “${address}” ${wrong}.`)] : []
}

function onPort(url: string): Problem[] {
  const {port} = new URL(url)
  if (port === '' || isLoopback(url)) return []
  return [warning('unusual_port', `Cognito fetches metadata from ports 80 and 443 only, not from ${port}; use a file.`)]
}

/** Any answer of HTTP will do: without a request in the address most providers answer with an error page. */
async function unreachableSignIn({fetch, cancelled}: Network, metadata: ProviderMetadata): Promise<Problem[]> {
  const address = redirectAddress(metadata)
  if (address === undefined || wrongAddress(address)) return []
  const timeout = AbortSignal.timeout(5000)
  const signal = cancelled ? AbortSignal.any([timeout, cancelled]) : timeout
  try {
    const response = await fetch(new URL(address), {redirect: 'manual', signal})
    await response.body?.cancel()
    return []
  } catch (cause) {
    if (cancelled?.aborted) throw cancelled.reason
    const reason =
      (cause as {cause?: {code?: string}}).cause?.code ?? (timeout.aborted ? 'no answer in 5 s' : 'no answer')
    const binding = shortName(bindings.redirect)
    return [warning('sign_in_unreachable', `The ${binding} sign-in address ${address} does not answer: ${reason}.`)]
  }
}

function daysUntil(end: number, now: number): string {
  const days = Math.floor((end - now) / day)
  return days === 1 ? '1 day' : `${days} days`
}

function error(code: ProblemCode, message: string): Problem {
  return {level: 'error', code, message}
}

function warning(code: ProblemCode, message: string): Problem {
  return {level: 'warning', code, message}
}
