import {Failure} from '../failure.ts'
import type {Api, Profile} from '../profile/profile.ts'
import {flagsAlone} from '../whom.ts'

/** How a caller proves itself to an API; `none` sends no credential at all. */
export type AuthMode = Api['auth'] | 'none'

export const authModes = ['userPool', 'oidc', 'iam', 'apiKey', 'lambda', 'none'] as const satisfies readonly AuthMode[]

/** A GraphQL API to be called, and how. */
export interface Target {
  readonly url: string
  readonly auth: AuthMode
  readonly token: 'id' | 'access'
  /** For signatures. */
  readonly region: string
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
 * The API meant: the one named, the profile's only GraphQL API, or a plain address.
 * @throws Failure `usage` where none or several could be meant; `not_found` for an unknown name
 */
export function graphqlTarget(profile: Profile | undefined, choice: TargetChoice): Target {
  const api = choice.url === undefined ? apiOf(profile, choice.api) : undefined
  const url = choice.url ?? api?.url ?? ''
  return {
    url,
    auth: choice.auth ?? api?.auth ?? (profile ? 'userPool' : 'none'),
    token: choice.token ?? api?.token ?? 'access',
    region: choice.region ?? regionIn(url) ?? profile?.region ?? 'us-east-1',
    ...(profile && {profile}),
  }
}

function apiOf(profile: Profile | undefined, name: string | undefined): Api {
  const {apis = {}, name: profileName = 'NAME'} = profile ?? {}
  const found = Object.entries(apis).filter(([, {kind}]) => kind === 'graphql')
  const create =
    profileName === flagsAlone
      ? []
      : [`authctl profile set ${profileName} --api ${name ?? 'notes'} --url https://… --kind graphql`]
  if (name !== undefined) {
    const chosen = found.find(([known]) => known === name)?.[1]
    if (chosen) return chosen
    const known = found.map(([api]) => api).join(', ') || 'none'
    throw new Failure('not_found', `Profile ${profileName} has no GraphQL API “${name}”; it has: ${known}.`, {
      hints: create,
    })
  }
  const [first, ...others] = found
  if (first && others.length === 0) return first[1]
  if (first)
    throw new Failure('usage', `Profile ${profileName} has several GraphQL APIs; name one.`, {
      hints: found.map(([api]) => `--api ${api}`),
    })
  throw new Failure('usage', `Profile ${profileName} has no GraphQL API; name its address.`, {
    hints: [...create, '--url https://…/graphql'],
  })
}

function regionIn(url: string): string | undefined {
  return /\.appsync-api\.([a-z0-9-]+)\.amazonaws\.com/.exec(url)?.[1]
}
