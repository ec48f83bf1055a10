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
  await changeProfiles(world, ({current = 'local', profiles}) => ({
    current,
    profiles: new Map([...profiles, ...made.map(profile => [profile.name, profile] as const)]),
  }))
}

/** A profile of that name which leads elsewhere is somebody's own, and stays. */
function isOurs(before: Profile | undefined): boolean {
  return before?.issuer === undefined || /^http:\/\/127\.0\.0\.1:/.test(before.issuer)
}

function profilesFor({issuer, standardIssuer, userPoolId, region, url, clients, endpoints}: LocalStack): Profile[] {
  const client = clients.find(({confidential, flows}) => !confidential && flows.includes('code'))
  const graphql = {kind: 'graphql', url: endpoints.graphql, token: 'access'} as const
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
    apis: {notes: {...graphql, auth: 'userPool'}, 'notes-rest': {...rest, auth: 'userPool'}},
  }
  const standard: Profile = {
    ...shared,
    name: 'local-standard',
    issuer: standardIssuer,
    scopes: ['openid', 'profile', 'email', 'offline_access'],
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
