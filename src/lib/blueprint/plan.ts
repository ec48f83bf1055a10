import type {Directory} from '../directory/directory.ts'
import {listGroups} from '../directory/groups.ts'
import {listIdentityProviders} from '../directory/identity-providers.ts'
import {listResourceServers} from '../directory/resource-servers.ts'
import {Failure} from '../failure.ts'
import type {Blueprint} from './document.ts'
import {groupWork, type UserWishes, userWork} from './people-steps.ts'
import {dangling, knownOf, type Reference, referencesOf} from './references.ts'
import type {Secrets} from './secrets.ts'
import {clientWork, providerWork, serverWork} from './settings-steps.ts'
import {type Step, stepOf, type Task} from './step.ts'

/** What would be done to a pool, in order, so that it is what the file says. */
export interface Plan {
  readonly pool: string
  readonly tasks: readonly Task[]
  /** What is there and not in the file, in a part of the pool that the file is about; it goes only when asked. */
  readonly extra: readonly Step[]
}

/**
 * Reads the pool and compares it. Sends no write.
 * @throws Failure `config_invalid` for what this pool cannot have; `unsupported` for what it cannot change.
 */
export async function planFor(
  directory: Directory,
  blueprint: Blueprint,
  secrets: Secrets,
  wishes: UserWishes,
): Promise<Plan> {
  await refuseDangling(directory, blueprint)
  const servers = await serverWork(directory, blueprint)
  const providers = await providerWork(directory, blueprint, secrets)
  const clients = await clientWork(directory, blueprint)
  const groups = await groupWork(directory, blueprint)
  const users = await userWork(directory, blueprint, wishes)
  const parts = [servers, providers, clients, groups, users]
  // First what others refer to; what goes, in the opposite order.
  const extra = parts.toReversed().flatMap(part => part.extra)
  const tasks = [...parts.flatMap(part => part.tasks), ...users.memberships, ...(wishes.prune ? extra : [])]
  return {pool: directory.poolId, tasks, extra: wishes.prune ? [] : extra.map(stepOf)}
}

/** References to parts of the pool that the file leaves out must lead to what is there. */
async function refuseDangling(directory: Directory, blueprint: Blueprint): Promise<void> {
  const inFile = knownOf(blueprint)
  const references = referencesOf(blueprint).filter(({to}) => inFile[to] === undefined)
  const about = (to: Reference['to']) => references.some(reference => reference.to === to)
  const [lost] = dangling(references, {
    group: about('group') ? new Set((await listGroups(directory)).map(({name}) => name)) : undefined,
    provider: about('provider') ? new Set((await listIdentityProviders(directory)).map(({name}) => name)) : undefined,
    scope: about('scope') ? await scopesOf(directory) : undefined,
  })
  if (lost)
    throw new Failure('config_invalid', `${lost.path} names the ${lost.to} ${lost.name}, which the pool does not have.`)
}

async function scopesOf(directory: Directory): Promise<Set<string>> {
  const servers = await listResourceServers(directory)
  const scopes = servers.flatMap(({identifier, scopes}) =>
    ((scopes ?? []) as readonly {readonly scopeName: string}[]).map(({scopeName}) => `${identifier}/${scopeName}`),
  )
  return new Set(scopes)
}
