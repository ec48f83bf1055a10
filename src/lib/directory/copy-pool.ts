import {CreateGroupCommand} from '@aws-sdk/client-cognito-identity-provider'
import {clientSubject, createClient, listClients} from './clients.ts'
import {type Directory, write} from './directory.ts'
import {listGroups} from './groups.ts'
import {createIdentityProvider, listIdentityProviders, providerSubject} from './identity-providers.ts'
import {asPartly} from './partly.ts'
import {poolSubject} from './pool-subject.ts'
import {createPool, type Pool} from './pools.ts'
import {createResourceServer, listResourceServers, serverSubject} from './resource-servers.ts'
import type {Document} from './settings/document.ts'
import {carried, type Subject} from './settings/subject.ts'

/** A pool made like another. */
export interface PoolCopy {
  readonly pool: Pool
  readonly groups: readonly string[]
  readonly resourceServers: readonly string[]
  readonly identityProviders: readonly string[]
  /** Clients get ids of their own, and secrets of their own where they had one. */
  readonly clients: readonly {readonly name: string; readonly from: string; readonly to: string}[]
  /** What stays behind, and why. */
  readonly notCopied: readonly string[]
}

/**
 * Makes a pool like another: settings, factors, custom attributes, groups, resource servers, identity providers, clients.
 * @throws Failure `not_found`; `partly_done`, saying what is there, when it stops on the way.
 */
export async function copyPool(from: Directory, name: string): Promise<PoolCopy> {
  const source = await poolSubject(from.poolId).read(from)
  const pool = await createPool(from, name, {file: source})
  const to: Directory = {...from, poolId: pool.id || '(the new pool)'}
  const notCopied = ['users: nobody can read their passwords', 'domains: each belongs to one pool']
  const done: string[] = []
  const step = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      const result = await work()
      done.push(what)
      return result
    } catch (error) {
      const there = done.length === 0 ? '' : ` with ${done.join(', ')}`
      throw asPartly(error, `Pool ${to.poolId} was created${there}.`)
    }
  }
  const groups = await step('groups', () => copyGroups(from, to))
  const resourceServers = await step('resource servers', () => copyServers(from, to))
  const identityProviders = await step('identity providers', () => copyProviders(from, to, notCopied))
  const clients = await step('clients', () => copyClients(from, to, notCopied))
  return {pool, groups, resourceServers, identityProviders, clients, notCopied}
}

/** Groups that the service makes for a provider's people carry the pool's id, and it will make them again. */
async function copyGroups(from: Directory, to: Directory): Promise<string[]> {
  const groups = (await listGroups(from)).filter(({name}) => !name.startsWith(`${from.poolId}_`))
  for (const {name, description, precedence, roleArn} of groups) {
    const asked = {GroupName: name, Description: description, Precedence: precedence, RoleArn: roleArn}
    await write(to, new CreateGroupCommand({UserPoolId: to.poolId, ...asked}))
  }
  return groups.map(({name}) => name)
}

async function copyServers(from: Directory, to: Directory): Promise<string[]> {
  const servers = (await listResourceServers(from)).filter(({managedBy}) => managedBy === undefined)
  for (const {identifier, name} of servers)
    await createResourceServer(to, identifier, {name, file: await settingsOf(from, serverSubject(from, identifier))})
  return servers.map(({identifier}) => identifier)
}

async function copyProviders(from: Directory, to: Directory, notCopied: string[]): Promise<string[]> {
  const copied: string[] = []
  for (const {name, type} of await listIdentityProviders(from)) {
    if (type === 'SignInWithApple') {
      notCopied.push(`identity provider ${name}: nobody can read its private key`)
      continue
    }
    const {ProviderDetails, ...settings} = await settingsOf(from, providerSubject(from, name))
    const details = ProviderDetails as Readonly<Record<string, string>>
    await createIdentityProvider(to, {name, type, details, file: settings})
    copied.push(name)
  }
  return copied
}

async function copyClients(from: Directory, to: Directory, notCopied: string[]): Promise<PoolCopy['clients']> {
  const lost = notCopied.some(line => line.startsWith('identity provider'))
  const copies: {name: string; from: string; to: string}[] = []
  for (const {id, name} of await listClients(from)) {
    const subject = clientSubject(from, id)
    const document = await subject.read(from)
    const {SupportedIdentityProviders, ...settings} = carried(subject, document)
    const providers = (SupportedIdentityProviders ?? []) as readonly string[]
    const kept = lost ? providers.filter(provider => provider !== 'SignInWithApple') : providers
    const file = {...settings, ...(kept.length === 0 ? {} : {SupportedIdentityProviders: kept})}
    const made = await createClient(to, {name, secret: document.ClientSecret !== undefined, file})
    copies.push({name, from: id, to: made.id})
  }
  return copies
}

async function settingsOf(directory: Directory, subject: Subject): Promise<Document> {
  return carried(subject, await subject.read(directory))
}
