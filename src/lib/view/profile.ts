import type {DescribedProfile} from '../profile/describe.ts'
import type {OwnProfile} from '../profile/edit.ts'
import type {Api, Origin, Profile} from '../profile/profile.ts'
import {paint} from './paint.ts'
import {type Row, recordText} from './record.ts'
import {safe} from './safe.ts'

/** The user's profiles, the current one marked. */
export function profilesText({profiles}: {readonly profiles: readonly OwnProfile[]}): string {
  if (profiles.length === 0) return 'No profiles yet: authctl init makes one.'
  const width = Math.max(...profiles.map(({name}) => name.length))
  return profiles
    .map(profile => {
      const mark = profile.current ? paint.green('*') : ' '
      return `${mark} ${profile.name.padEnd(width)}  ${paint.dim(safe(gist(profile)))}`.trimEnd()
    })
    .join('\n')
}

/** One profile, each field with who said it where that is not the user's own file. */
export function profileText({sources, projectFile, ...profile}: DescribedProfile): string {
  const said = (field: keyof Profile) => {
    const source = sources[field]
    return source === undefined || source === 'user file' ? '' : `  ${paint.dim(`(${source})`)}`
  }
  const rows = rowsOf(profile).map(
    ([field, label, lines]): Row => [label, lines.map((line, at) => (at === 0 ? `${line}${said(field)}` : line))],
  )
  return recordText(projectFile === undefined ? rows : [...rows, ['project file', safe(projectFile)]])
}

/** A profile that was just made or changed. */
export function savedText(profile: OwnProfile): string {
  const rows = rowsOf(profile).map(([, label, lines]): Row => [label, lines])
  return recordText([...rows, ['current', profile.current ? 'yes' : `no (authctl profile use ${profile.name})`]])
}

export function usedText({name}: OwnProfile): string {
  return `Using the profile ${paint.bold(name)}.`
}

/** What identifies a profile at a glance. */
function gist({userPoolId, issuer, clientId, endpoint}: Profile): string {
  return [userPoolId ?? issuer ?? endpoint, clientId].filter(part => part !== undefined).join('  ')
}

type Labelled = readonly [field: keyof Profile, label: string, lines: readonly string[]]

function rowsOf(profile: Profile): Labelled[] {
  const labels: readonly [keyof Profile, string][] = [
    ['name', 'profile'],
    ['issuer', 'issuer'],
    ['clientId', 'client'],
    ['clientAuth', 'client auth'],
    ['scopes', 'scopes'],
    ['redirectUris', 'redirect URIs'],
    ['resource', 'resource'],
    ['region', 'region'],
    ['userPoolId', 'user pool'],
    ['endpoint', 'endpoint'],
    ['deviceEndpoint', 'device endpoint'],
    ['store', 'tokens kept in'],
    ['apis', 'APIs'],
    ['origin', 'made from'],
  ]
  return labels.flatMap(([field, label]): Labelled[] => {
    const value = profile[field]
    return value === undefined ? [] : [[field, label, linesOf(value).map(safe)]]
  })
}

function linesOf(value: NonNullable<Profile[keyof Profile]>): readonly string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value
  if (isOrigin(value)) return [[value.name, value.region].filter(Boolean).join(', in ')]
  return Object.entries(value as Readonly<Record<string, Api>>).map(
    ([name, {kind, url, auth, token}]) =>
      `${name}: ${kind} ${url} (${[auth, token && `${token} token`].filter(Boolean).join(', ')})`,
  )
}

function isOrigin(value: object): value is Origin {
  return 'taken' in value && 'kind' in value && typeof value.kind === 'string'
}
