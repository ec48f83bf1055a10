import {isLoopback} from '../address.ts'
import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {setField, whomWords} from '../whom.ts'
import {cognitoPorts, isCognito} from './cognito.ts'
import type {SignInRequest} from './sign-in-request.ts'

/** A redirect URI to listen at; port 0 stands for any free one. */
export interface RedirectUri {
  /** As registered, byte for byte; with port 0 it is completed once the port is known. */
  readonly uri: string
  readonly port: number
}

/**
 * Where the answer may come back, to be tried in order. The flags decide, then what the profile says is registered.
 * Cognito compares whole strings, so there it is one of its own fixed ports; other issuers take any port on 127.0.0.1
 * (RFC 8252, section 7.3).
 *
 * @throws Failure `usage` or `unsupported`, naming what to register, when none of them leads to this machine.
 */
export function redirectUris(
  profile: Profile,
  {redirectUri, ports}: Pick<SignInRequest, 'redirectUri' | 'ports'>,
): RedirectUri[] {
  if (redirectUri !== undefined && ports?.length)
    throw new Failure('usage', 'Either --redirect-uri or --port says where to listen; not both.')
  if (redirectUri !== undefined) return [listenable(redirectUri, profile)]
  const registered = (profile.redirectUris ?? []).filter(isLoopback)
  if (ports?.length) return ports.map(port => onPort(port, profile, registered))
  if (registered.length > 0) return registered.map(uri => listenable(uri, profile))
  if (profile.redirectUris?.length) throw nothingLeadsHere(profile)
  return isCognito(profile) ? cognitoPorts.map(port => onPort(port, profile, [])) : [{uri: fallback(profile), port: 0}]
}

/**
 * The profile with the redirect URIs that its client has now, where the pool can be asked: they decide, and the profile
 * only says which of them come first.
 */
export async function withRegistered(profile: Profile, request: SignInRequest): Promise<Profile> {
  if (!isCognito(profile) || request.redirectUri !== undefined) return profile
  const registered = await request.registered?.()
  if (registered === undefined) return profile
  const known = profile.redirectUris?.filter(uri => registered.includes(uri)) ?? []
  return {...profile, redirectUris: [...new Set([...known, ...registered])]}
}

/** The command, or the words where there is none, that registers a redirect URI with the client. */
export function registering(profile: Profile, uri: string): string {
  if (!isCognito(profile)) return `register ${uri} with the client`
  return ['authctl client set', profile.clientId, ...whomWords(profile), '--add-callback', uri].join(' ')
}

function listenable(uri: string, profile: Profile): RedirectUri {
  if (!isLoopback(uri) || uri.includes('#')) throw nothingLeadsHere(profile, uri)
  const {port} = new URL(uri)
  // `http://127.0.0.1/callback` registered without a port means any port, except to Cognito, which compares strings.
  return {uri, port: port !== '' ? Number(port) : isCognito(profile) || saysPort(uri) ? 80 : 0}
}

function onPort(port: number, profile: Profile, registered: readonly string[]): RedirectUri {
  const fitting = registered.find(uri => new URL(uri).port === String(port))
  return {uri: fitting ?? withPort(registered[0] ?? fallback(profile), port), port}
}

/** Puts a port into a URI without touching anything else of it. */
export function withPort(uri: string, port: number): string {
  return uri.replace(/^(http:\/\/(?:\[[^\]]*\]|[^/?#:]*))(?::\d*)?/i, `$1:${port}`)
}

function saysPort(uri: string): boolean {
  return /^http:\/\/(?:\[[^\]]*\]|[^/?#:]*):/i.test(uri)
}

function fallback(profile: Profile): string {
  return isCognito(profile) ? 'http://localhost/callback' : 'http://127.0.0.1/callback'
}

function nothingLeadsHere(profile: Profile, uri?: string): Failure {
  const example = withPort(fallback(profile), cognitoPorts[0])
  const what =
    uri === undefined ? 'No redirect URI of the client leads' : `The redirect URI ${uri.slice(0, 200)} does not lead`
  return new Failure(
    uri === undefined ? 'unsupported' : 'usage',
    `${what} to this machine, so no answer could arrive here.`,
    {
      hints: [registering(profile, example), setField(profile, `--redirect-uri ${example}`)],
    },
  )
}
