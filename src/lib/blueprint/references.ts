import type {Blueprint} from './document.ts'

/** A name that stands for something else of the pool. */
export interface Reference {
  /** Where it stands. */
  readonly path: string
  readonly to: 'group' | 'provider' | 'scope'
  readonly name: string
}

const standardScopes = new Set(['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'])

/** Every reference in the file. */
export function referencesOf({clients = {}, users = {}}: Blueprint): Reference[] {
  const ofClients = Object.entries(clients).flatMap(([client, {supportedIdentityProviders, allowedOAuthScopes}]) => [
    ...items(supportedIdentityProviders)
      .map((name, at) => ({path: `clients.${client}.supportedIdentityProviders[${at}]`, to: 'provider' as const, name}))
      .filter(({name}) => name !== 'COGNITO'),
    ...items(allowedOAuthScopes)
      .map((name, at) => ({path: `clients.${client}.allowedOAuthScopes[${at}]`, to: 'scope' as const, name}))
      .filter(({name}) => !standardScopes.has(name)),
  ])
  const ofUsers = Object.entries(users).flatMap(([user, {groups = []}]) =>
    groups.map((name, at) => ({path: `users.${user}.groups[${at}]`, to: 'group' as const, name})),
  )
  return [...ofClients, ...ofUsers]
}

/** The names of what can be referred to. */
export interface Known {
  readonly group?: ReadonlySet<string> | undefined
  readonly provider?: ReadonlySet<string> | undefined
  readonly scope?: ReadonlySet<string> | undefined
}

/** What the file itself says is there; of a section it leaves out it says nothing. */
export function knownOf({groups, providers, resourceServers}: Blueprint): Known {
  return {
    group: groups && new Set(Object.keys(groups)),
    provider: providers && new Set(Object.keys(providers)),
    scope:
      resourceServers &&
      new Set(
        Object.entries(resourceServers).flatMap(([server, {scopes = {}}]) =>
          Object.keys(scopes).map(scope => `${server}/${scope}`),
        ),
      ),
  }
}

/** The references that lead nowhere, as far as is known. */
export function dangling(references: readonly Reference[], known: Known): Reference[] {
  return references.filter(({to, name}) => known[to]?.has(name) === false)
}

function items(value: unknown): readonly string[] {
  return Array.isArray(value) ? value : []
}
