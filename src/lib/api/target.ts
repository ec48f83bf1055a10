import {wrongAddress} from '../address.ts'
import {Failure} from '../failure.ts'
import type {Api, Profile} from '../profile/profile.ts'
import {flagsAlone} from '../whom.ts'

/** How a caller proves itself to an API; `none` sends no credential at all. */
export type AuthMode = Api['auth'] | 'none'

/** An API to be called, and how. */
export interface Target {
  readonly url: string
  readonly auth: AuthMode
  readonly token: 'id' | 'access'
  /** For signatures. */
  readonly region: string
  /** For signatures: AppSync's GraphQL or an API behind API Gateway. */
  readonly service: 'appsync' | 'execute-api'
  /** Whose tokens are sent; absent where an address alone was given. */
  readonly profile?: Profile
}

export interface TargetChoice {
  readonly url?: string | undefined
  readonly api?: string | undefined
  readonly auth?: AuthMode | undefined
  readonly token?: 'id' | 'access' | undefined
  readonly region?: string | undefined
}

/**
 * The GraphQL API meant: the one named, the profile's only one, or a plain address. What proves the caller goes by itself
 * to the profile's APIs only; to another address `--auth` must send it.
 * @throws Failure `usage` where none or several could be meant; `not_found` for an unknown name
 */
export function graphqlTarget(profile: Profile | undefined, choice: TargetChoice): Target {
  const api =
    choice.url === undefined ? chosenApi(profile, 'graphql', choice.api) : apiAround(profile, 'graphql', choice.url)
  const url = choice.url ?? api?.url ?? ''
  const auth = choice.auth ?? api?.auth ?? 'none'
  return checked({...targetOf(profile, choice, api), url, auth, service: 'appsync'}, 'https://…/graphql')
}

/**
 * The Events API meant; an address without a path is its domain.
 * @throws Failure `usage` where none or several could be meant; `not_found` for an unknown name
 */
export function eventsTarget(profile: Profile | undefined, choice: TargetChoice): Target {
  const api =
    choice.url === undefined ? chosenApi(profile, 'events', choice.api) : apiAround(profile, 'events', choice.url)
  const given = choice.url ?? api?.url ?? ''
  const url = URL.parse(given)?.pathname === '/' ? new URL('/event', given).href : given
  const auth = choice.auth ?? api?.auth ?? 'none'
  return checked({...targetOf(profile, choice, api), url, auth, service: 'appsync'}, 'https://…/event')
}

/**
 * The REST endpoint meant: a path below the API's address, or an address of its own. What proves the caller goes by
 * itself to addresses below one of the profile's APIs only; anywhere else `--auth` must say so.
 * @throws Failure `usage` or `not_found` as `graphqlTarget` does; `usage` for an address of a cloud machine's metadata
 */
export function restTarget(profile: Profile | undefined, place: string, choice: TargetChoice): Target {
  const absolute = /^[a-z][a-z0-9+.-]*:/i.test(place)
  const api = absolute ? apiAround(profile, 'rest', place) : apiBelow(profile, choice)
  const url = absolute ? place : joined(choice.url ?? api?.url ?? '', place)
  const auth = choice.auth ?? api?.auth ?? 'none'
  if (auth !== 'none' && isMetadata(url))
    throw new Failure('usage', 'That is the metadata address of a cloud machine; no credential is sent there.', {
      hints: ['--auth none'],
    })
  return checked({...targetOf(profile, choice, api), url, auth, service: 'execute-api'}, 'https://…')
}

function checked(target: Target, example: string): Target {
  const wrong = wrongAddress(target.url)
  if (wrong === undefined) return target
  throw new Failure('usage', `The API’s address ${wrong}.`, {hints: [`--url ${example}`]})
}

function targetOf(profile: Profile | undefined, choice: TargetChoice, api: Api | undefined) {
  const url = choice.url ?? api?.url ?? ''
  return {
    token: choice.token ?? api?.token ?? 'access',
    region: choice.region ?? regionIn(url) ?? profile?.region ?? 'us-east-1',
    ...(profile && {profile}),
  } as const
}

function apiBelow(profile: Profile | undefined, {url, api}: TargetChoice): Api | undefined {
  return url === undefined ? chosenApi(profile, 'rest', api) : apiAround(profile, 'rest', url)
}

/** The profile's API that this address is, or lies below: same origin, and path under path. */
function apiAround(profile: Profile | undefined, kind: keyof typeof kinds, url: string): Api | undefined {
  const address = URL.parse(url)
  return Object.values(profile?.apis ?? {}).find(({kind: its, url: base}) => {
    const below = URL.parse(base)
    if (its !== kind || !address || below?.origin !== address.origin) return false
    return `${address.pathname}/`.startsWith(`${below.pathname.replace(/\/$/, '')}/`)
  })
}

/** `notes` and `/notes` below `https://x/api` are both `https://x/api/notes`: nothing climbs out of the API. */
function joined(base: string, path: string): string {
  if (/(^|\/)(\.|%2e){2}(\/|$)/i.test(path.split(/[?#]/)[0] ?? ''))
    throw new Failure('usage', 'The path must not climb with “..”.')
  const [address = '', query] = base.split('?')
  return `${address.replace(/\/$/, '')}/${path.replace(/^\//, '')}${query === undefined ? '' : `${path.includes('?') ? '&' : '?'}${query}`}`
}

function isMetadata(url: string): boolean {
  return /^(169\.254\.\d+\.\d+|\[fd00:ec2::254\]|\[fe80:.*\]|metadata\.google\.internal)$/.test(
    URL.parse(url)?.hostname ?? '',
  )
}

const kinds = {graphql: 'GraphQL', rest: 'REST', events: 'Events'}

function chosenApi(profile: Profile | undefined, kind: keyof typeof kinds, name: string | undefined): Api {
  const {apis = {}, name: profileName = 'NAME'} = profile ?? {}
  const word = kinds[kind]
  const found = Object.entries(apis).filter(([, api]) => api.kind === kind)
  const create =
    profileName === flagsAlone
      ? []
      : [`authctl profile set ${profileName} --api ${name ?? 'notes'} --url https://… --kind ${kind}`]
  if (name !== undefined) {
    const chosen = found.find(([known]) => known === name)?.[1]
    if (chosen) return chosen
    const known = found.map(([api]) => api).join(', ') || 'none'
    throw new Failure('not_found', `Profile ${profileName} has no ${word} API “${name}”; it has: ${known}.`, {
      hints: create,
    })
  }
  const [first, ...others] = found
  if (first && others.length === 0) return first[1]
  if (first)
    throw new Failure('usage', `Profile ${profileName} has several ${word} APIs; name one.`, {
      hints: found.map(([api]) => `--api ${api}`),
    })
  throw new Failure('usage', `Profile ${profileName} has no ${word} API; name its address.`, {
    hints: [...create, kind === 'graphql' ? '--url https://…/graphql' : '--url https://…'],
  })
}

function regionIn(url: string): string | undefined {
  return /\.(?:appsync-api|execute-api)\.([a-z0-9-]+)\.amazonaws\.com/.exec(url)?.[1]
}
