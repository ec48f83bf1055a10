import {clientSubject, createClient, deleteClient, listClients} from '../directory/clients.ts'
import type {Directory} from '../directory/directory.ts'
import {
  createIdentityProvider,
  deleteIdentityProvider,
  listIdentityProviders,
  providerSubject,
} from '../directory/identity-providers.ts'
import {differences} from '../directory/rehearsal.ts'
import {
  createResourceServer,
  deleteResourceServer,
  listResourceServers,
  serverSubject,
} from '../directory/resource-servers.ts'
import {changeSettings, intended} from '../directory/settings/change.ts'
import type {Document} from '../directory/settings/document.ts'
import type {Edit} from '../directory/settings/edit.ts'
import type {Subject} from '../directory/settings/subject.ts'
import type {Wishes} from '../directory/settings/wishes.ts'
import {Failure} from '../failure.ts'
import type {Blueprint, ClientPlan, ProviderPlan, SecretFrom, ServerPlan} from './document.ts'
import {isDynamic, isManaged} from './made-by-cognito.ts'
import type {Secrets} from './secrets.ts'
import {deletion, refuseChanged, type Task} from './step.ts'

/** What is to be done, and what is there without being in the file. */
export interface Work {
  readonly tasks: readonly Task[]
  /** A deletion each. */
  readonly extra: readonly Task[]
}

/** What is to be done about resource servers. */
export async function serverWork(directory: Directory, {resourceServers}: Blueprint): Promise<Work> {
  if (!resourceServers) return {tasks: [], extra: []}
  const there = (await listResourceServers(directory)).filter(server => !isManaged(server))
  const kind = 'resource server'
  const tasks: Task[] = []
  for (const [identifier, {name, scopes}] of Object.entries(resourceServers)) {
    const file = {...(scopes && {scopes: asList(scopes)})}
    if (there.some(server => server.identifier === identifier)) {
      const wishes = {file: {...file, ...(name !== undefined && {name})}}
      tasks.push(...(await change(directory, serverSubject(directory, identifier), kind, identifier, wishes)))
    } else
      tasks.push({
        action: 'create',
        kind,
        name: identifier,
        changes: differences(undefined, {name, scopes}),
        run: at => createResourceServer(at, identifier, {name, file}),
      })
  }
  const extra = there.filter(({identifier}) => !Object.hasOwn(resourceServers, identifier))
  return {tasks, extra: extra.map(({identifier: id}) => deletion(kind, id, at => deleteResourceServer(at, id)))}
}

function asList(scopes: NonNullable<ServerPlan['scopes']>) {
  return Object.entries(scopes).map(([scopeName, scopeDescription]) => ({scopeName, scopeDescription}))
}

/** What is to be done about identity providers. */
export async function providerWork(directory: Directory, {providers}: Blueprint, secrets: Secrets): Promise<Work> {
  if (!providers) return {tasks: [], extra: []}
  const there = await listIdentityProviders(directory)
  const tasks: Task[] = []
  for (const [name, plan] of Object.entries(providers)) {
    const found = there.find(provider => provider.name === name)
    if (found && found.type !== plan.type)
      throw new Failure('unsupported', `Identity provider ${name} is ${found.type}: its type cannot be changed.`)
    tasks.push(...(found ? await providerChange(directory, name, plan, secrets) : [providerCreation(name, plan)]))
  }
  const extra = there.filter(({name}) => !Object.hasOwn(providers, name))
  const kind = 'identity provider'
  return {tasks, extra: extra.map(({name}) => deletion(kind, name, at => deleteIdentityProvider(at, name)))}
}

function providerCreation(name: string, {clientSecretFrom, privateKeyFrom, ...plan}: ProviderPlan): Task {
  const {type, details = {}, ...file} = plan
  const needs = places(name, {clientSecretFrom, privateKeyFrom})
  return {
    action: 'create',
    kind: 'identity provider',
    name,
    changes: differences(undefined, plan),
    needs: needs.map(({path, from}) => [path, from] as const),
    run: async (at, secrets) => {
      const kept: Record<string, string> = {}
      for (const {path, from, detail} of needs) kept[detail] = await secrets.at(path, from)
      return createIdentityProvider(at, {name, type, details: {...details, ...kept}, file})
    },
  }
}

async function providerChange(
  directory: Directory,
  name: string,
  {clientSecretFrom, privateKeyFrom, type: _, ...file}: ProviderPlan,
  secrets: Secrets,
): Promise<Task[]> {
  const edits: Edit[] = []
  for (const {from, detail} of places(name, {clientSecretFrom})) {
    const value = await secrets.peek(from)
    if (value !== undefined) edits.push({at: ['ProviderDetails', detail], to: value})
  }
  const kind = 'identity provider'
  const [task] = await change(directory, providerSubject(directory, name), kind, name, {file, edits})
  const key = places(name, {privateKeyFrom})
  if (!task || key.length === 0) return task ? [task] : []
  // Never told, so it goes along with every change and is not one by itself.
  return [
    {
      ...task,
      needs: key.map(({path, from}) => [path, from] as const),
      run: async (at, secrets) => {
        const kept: Edit[] = []
        for (const {path, from, detail} of key)
          kept.push({at: ['ProviderDetails', detail], to: await secrets.at(path, from)})
        const subject = providerSubject(at, name)
        return changeSettings(at, subject, {file, edits: [...edits, ...kept]}, async now => {
          const told = now.filter(({path}) => path !== 'details.private_key')
          refuseChanged(subject.what, task.changes, told)
        })
      },
    },
  ]
}

function places(name: string, from: {readonly [member: string]: SecretFrom | undefined}) {
  const details: Readonly<Record<string, string>> = {clientSecretFrom: 'client_secret', privateKeyFrom: 'private_key'}
  return Object.entries(from).flatMap(([member, from]) =>
    from === undefined ? [] : [{path: `providers.${name}.${member}`, from, detail: details[member] ?? member}],
  )
}

/** What is to be done about app clients. A client is named by its id or, where just one has it, by its name. */
export async function clientWork(directory: Directory, {clients}: Blueprint): Promise<Work> {
  if (!clients) return {tasks: [], extra: []}
  const there = await listClients(directory)
  const tasks: Task[] = []
  const meant = new Set<string>()
  for (const [key, plan] of Object.entries(clients)) {
    const byId = there.filter(({id}) => id === key)
    const found = byId.length > 0 ? byId : there.filter(({name}) => name === (plan.name ?? key))
    if (found.length > 1)
      throw new Failure('conflict', `The pool has ${found.length} clients called ${plan.name ?? key}.`, {
        hints: found.map(({id}) => `name it by its id: ${id}`),
      })
    const [one] = found
    if (one) meant.add(one.id)
    tasks.push(...(one ? await clientChange(directory, one.id, key, plan) : [clientCreation(key, plan)]))
  }
  const extra: Task[] = []
  for (const {id, name} of there.filter(({id}) => !meant.has(id)))
    if (!isDynamic(await settingsOf(directory, id))) extra.push(deletion('client', name, at => deleteClient(at, id)))
  return {tasks, extra}
}

async function settingsOf(directory: Directory, id: string): Promise<{clientType?: unknown}> {
  const {ClientType} = await clientSubject(directory, id).read(directory)
  return {clientType: ClientType}
}

function clientCreation(key: string, {name = key, confidential = false, ...file}: ClientPlan): Task {
  return {
    action: 'create',
    kind: 'client',
    name: key,
    changes: differences(undefined, {name, confidential, ...file}),
    run: at => createClient(at, {name, secret: confidential, file}),
  }
}

async function clientChange(
  directory: Directory,
  id: string,
  key: string,
  {confidential, ...file}: ClientPlan,
): Promise<Task[]> {
  const subject = clientSubject(directory, id)
  const before = await subject.read(directory)
  const isConfidential = before.ClientSecret !== undefined
  if (confidential !== undefined && confidential !== isConfidential)
    throw new Failure(
      'unsupported',
      `Client ${key} is ${isConfidential ? 'confidential' : 'public'}, which cannot be changed.`,
      {hints: [`authctl client delete ${id}`]},
    )
  return change(directory, subject, 'client', key, {file}, before)
}

/** The change that wishes come to, if any; taken only while it still comes to the same. */
async function change(
  directory: Directory,
  subject: Subject,
  kind: Task['kind'],
  name: string,
  wishes: Wishes & {readonly file: object},
  known?: Document,
): Promise<Task[]> {
  if (Object.keys(wishes.file).length === 0 && (wishes.edits ?? []).length === 0) return []
  const {changes} = intended(subject, known ?? (await subject.read(directory)), wishes)
  if (changes.length === 0) return []
  const run = (at: Directory) =>
    changeSettings(at, subject, wishes, async now => refuseChanged(subject.what, changes, now))
  return [{action: 'change', kind, name, changes, run}]
}
