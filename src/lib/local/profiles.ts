import {Failure} from '../failure.ts'
import {assertName, findOwnProfile, type OwnProfile} from '../profile/edit.ts'
import type {Profile} from '../profile/profile.ts'
import {changeProfiles, type Editing, readProfiles} from '../profile/store.ts'
import type {LocalStack} from './local-stack.ts'

/**
 * Points the profiles `local` (the user pool), `local-standard` (the standard issuer) and `local-machine` (the pool, as a
 * machine) at the stack; the first becomes current where no profile is. Their tokens open nothing but this stack, which is why they are kept in plain text.
 */
export async function makeProfiles(world: Editing, stack: LocalStack): Promise<void> {
  const {profiles: before} = await readProfiles(world)
  const made = profilesFor(stack).filter(({name}) => isOurs(before.get(name)))
  const first = made.some(({name}) => name === 'local') ? 'local' : undefined
  await changeProfiles(world, ({current = first, profiles}) => ({
    ...(current === undefined ? {} : {current}),
    profiles: new Map([...profiles, ...made.map(profile => [profile.name, profile] as const)]),
  }))
}

/**
 * The profile of the stack's user pool, made or brought up to date under this name, and made current.
 * @throws Failure `conflict` where the name is that of a profile which leads elsewhere; `usage` for a name that cannot be.
 */
export async function useLocalProfile(world: Editing, stack: LocalStack, name = 'local'): Promise<OwnProfile> {
  assertName(name)
  const [{name: _, ...local}] = profilesFor(stack)
  if (!isOurs((await readProfiles(world)).profiles.get(name)))
    throw new Failure('conflict', `Your profile “${name}” leads elsewhere, and stays as it is.`, {
      hints: ['pass --name NAME', `authctl profile show ${name}`],
    })
  await changeProfiles(world, ({profiles}) => ({
    current: name,
    profiles: new Map([...profiles, [name, {name, ...local}]]),
  }))
  return findOwnProfile(world, name)
}

/** A profile of that name which leads elsewhere is somebody's own, and stays. */
function isOurs(before: Profile | undefined): boolean {
  return before === undefined || /^http:\/\/127\.0\.0\.1:/.test(before.issuer ?? '')
}

function profilesFor({
  issuer,
  standardIssuer,
  userPoolId,
  region,
  url,
  clients,
  endpoints,
}: LocalStack): [Profile, ...Profile[]] {
  const client = clients.find(({confidential, flows}) => !confidential && flows.includes('code'))
  const graphql = {kind: 'graphql', url: endpoints.graphql, token: 'access'} as const
  const events = {kind: 'events', url: endpoints.events, token: 'access'} as const
  const rest = {kind: 'rest', url: endpoints.rest, token: 'access'} as const
  const shared = {...(client && {clientId: client.id}), store: 'plaintext'} as const
  const local: Profile = {
    ...shared,
    name: 'local',
    issuer,
    userPoolId,
    region,
    endpoint: url,
    ...(client && {scopes: client.scopes, redirectUris: client.redirectUris}),
    apis: {
      notes: {...graphql, auth: 'userPool'},
      'notes-rest': {...rest, auth: 'userPool'},
      'notes-events': {...events, auth: 'userPool'},
    },
  }
  const standard: Profile = {
    ...shared,
    name: 'local-standard',
    issuer: standardIssuer,
    scopes: ['openid', 'profile', 'email'],
    apis: {notes: {...graphql, auth: 'oidc'}},
  }
  const machine = clients.find(({confidential, flows}) => confidential && flows.includes('client_credentials'))
  if (!machine) return [local, standard]
  const asMachine: Profile = {
    ...local,
    name: 'local-machine',
    clientId: machine.id,
    clientAuth: 'basic',
    scopes: machine.scopes,
    redirectUris: [],
  }
  return [local, standard, asMachine]
}
