import {type Client, getClient, listClients} from '../directory/clients.ts'
import type {Directory} from '../directory/directory.ts'
import {listGroups} from '../directory/groups.ts'
import {
  derivedDetails,
  getIdentityProvider,
  type IdentityProvider,
  listIdentityProviders,
} from '../directory/identity-providers.ts'
import {listResourceServers, type ResourceServer} from '../directory/resource-servers.ts'
import {
  type Blueprint,
  type ClientPlan,
  type GroupPlan,
  type ProviderPlan,
  type Section,
  type ServerPlan,
  sections,
} from './document.ts'
import {isAutomatic, isDynamic, isManaged} from './made-by-cognito.ts'
import {everybody, planOfUser} from './people.ts'
import {poolForm} from './pool-form.ts'

/** A pool as a file has it, and what could not be put there. */
export interface Captured {
  readonly blueprint: Blueprint
  readonly remarks: readonly string[]
}

/** Reads a pool, or parts of it, without its secrets. */
export async function capture(directory: Directory, only: readonly Section[] = sections): Promise<Captured> {
  const remarks: string[] = []
  const parts = {
    resourceServers: () => capturedServers(directory),
    providers: () => capturedProviders(directory),
    clients: () => capturedClients(directory, remarks),
    groups: () => capturedGroups(directory),
    users: () => capturedUsers(directory, remarks),
  }
  const read: [Section, unknown][] = []
  for (const section of sections) if (only.includes(section)) read.push([section, await parts[section]()])
  return {blueprint: {version: 1, ...Object.fromEntries(read)}, remarks}
}

async function capturedServers(directory: Directory): Promise<Record<string, ServerPlan>> {
  const servers = (await listResourceServers(directory)).filter(server => !isManaged(server))
  return byName(servers, ({identifier, name, scopes}) => [identifier, {name, ...described(scopes)}])
}

function described(scopes: ResourceServer['scopes']): Pick<ServerPlan, 'scopes'> {
  const list = (scopes ?? []) as readonly {readonly scopeName: string; readonly scopeDescription: string}[]
  if (list.length === 0) return {}
  return {scopes: Object.fromEntries(list.map(({scopeName, scopeDescription}) => [scopeName, scopeDescription]))}
}

async function capturedProviders(directory: Directory): Promise<Record<string, ProviderPlan>> {
  const providers: IdentityProvider[] = []
  for (const {name} of await listIdentityProviders(directory))
    providers.push(await getIdentityProvider(directory, name, {reveal: true}))
  return byName(providers, ({name, type, details, ...settings}) => [
    name,
    {type, ...openDetails(name, type, details as Record<string, string>), ...known('providers', settings)},
  ])
}

/** Details without what is worked out of them and without secrets, which get a place where they are to come from. */
function openDetails(
  name: string,
  type: string,
  {client_secret: secret, private_key: _, ...details}: Readonly<Record<string, string>> = {},
): Pick<ProviderPlan, 'details' | 'clientSecretFrom' | 'privateKeyFrom'> {
  const variable = (what: string) => ({
    env: `${name
      .toUpperCase()
      .replace(/\W/g, '_')
      .replace(/^(?=\d)/, '_')}_${what}`,
  })
  return {
    details: Object.fromEntries(Object.entries(details).filter(([detail]) => !derivedDetails.includes(detail))),
    ...(secret === undefined ? {} : {clientSecretFrom: variable('CLIENT_SECRET')}),
    ...(type === 'SignInWithApple' ? {privateKeyFrom: variable('PRIVATE_KEY')} : {}),
  }
}

async function capturedClients(directory: Directory, remarks: string[]): Promise<Record<string, ClientPlan>> {
  const listed = await listClients(directory)
  const clients: Client[] = []
  for (const {id} of listed) clients.push(await getClient(directory, id))
  const own = clients.filter(client => !isDynamic(client))
  if (own.length < clients.length)
    remarks.push(`${clients.length - own.length} clients that registered themselves are left out`)
  const twins = (name: string) => own.filter(client => client.name === name).length > 1
  return byName(own, ({id, name, confidential, ...settings}) => [
    twins(name) ? id : name,
    {...(twins(name) && {name}), ...(confidential && {confidential}), ...known('clients', settings)},
  ])
}

async function capturedGroups(directory: Directory): Promise<Record<string, GroupPlan>> {
  const groups = (await listGroups(directory)).filter(group => !isAutomatic(directory, group))
  return byName(groups, ({name, createdAt: _, updatedAt: __, ...settings}) => [name, settings])
}

async function capturedUsers(directory: Directory, remarks: string[]): Promise<Blueprint['users']> {
  const {people, schema} = await everybody(directory)
  const own = people.filter(({status}) => status !== 'EXTERNAL_PROVIDER')
  if (own.length < people.length)
    remarks.push(`${people.length - own.length} users of identity providers are left out: they come by signing in`)
  return byName(own, person => planOfUser(schema, person))
}

/** The settings that a file knows; what the service works out by itself, and what is empty, is left out. */
function known(section: 'providers' | 'clients', settings: object): object {
  const map = poolForm.kind === 'record' ? poolForm.members[section] : undefined
  const members = map?.kind === 'map' && map.of.kind === 'record' ? map.of.members : {}
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => Object.hasOwn(members, name) && !isEmpty(value)),
  )
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

/** Sorted, so that two captures of the same are the same text. */
function byName<T, P>(things: readonly T[], entry: (thing: T) => readonly [string, P]): Record<string, P> {
  const entries = things.map(entry).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(entries)
}
