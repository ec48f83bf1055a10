import {
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {regionOf} from './client.ts'
import {type Directory, read, type Service, write} from './directory.ts'
import {sendOnce} from './lost-answer.ts'
import {asPartly} from './partly.ts'
import {poolDraft, poolSubject, wholeOf, writeFactors} from './pool-subject.ts'
import {answerOf, type Settings} from './settings/answer.ts'
import {type Agree, changeSettings, changesOf} from './settings/change.ts'
import {type Document, isDocument, writeDocument} from './settings/document.ts'
import {drafted} from './settings/draft.ts'
import type {Wishes} from './settings/wishes.ts'
import {dates} from './user.ts'

/** One user pool; further settings as DescribeUserPool has them, in camel case, and its factors under `mfa`. */
export interface Pool extends Settings {
  readonly id: string
  readonly name: string
}

/** A pool as lists have it. */
export interface PoolListed {
  readonly id: string
  readonly name: string
  readonly region?: string
  readonly createdAt?: string
  readonly updatedAt?: string
}

const pageSize = 60

/** Every pool of the account in the region. */
export async function listPools(service: Service): Promise<PoolListed[]> {
  const pools: PoolListed[] = []
  let token: string | undefined
  do {
    const page = await read(service, new ListUserPoolsCommand({MaxResults: pageSize, NextToken: token}))
    for (const {Id = '', Name = '', CreationDate, LastModifiedDate} of page.UserPools ?? [])
      pools.push({id: Id, name: Name, ...inRegion(Id), ...dates(CreationDate, LastModifiedDate)})
    token = page.NextToken
  } while (token !== undefined)
  return pools
}

/** The pool with all its settings. @throws Failure `not_found`. */
export async function getPool(directory: Directory): Promise<Pool> {
  return poolOf(await poolSubject(directory.poolId).read(directory))
}

/** Changes the pool and keeps what is not named. @throws Failure `usage`; `conflict`, see changeSettings. */
export async function setPool(directory: Directory, wishes: Wishes, agree: Agree): Promise<Pool> {
  return poolOf(await changeSettings(directory, poolSubject(directory.poolId), wishes, agree))
}

/**
 * Makes a pool. A file may be what was told of another pool: then this one gets its custom attributes and factors too.
 * @throws Failure `usage` when the service refuses a setting; `denied` at the limit of the account; `partly_done` when
 *   the pool is there and its factors are not.
 */
export async function createPool(service: Service, name: string, {file, ...wishes}: Wishes): Promise<Pool> {
  const wished = {...wishes, ...(file === undefined ? {} : {file: withSchema(file)})}
  const {Mfa, ...settings} = drafted(service, poolDraft(name), {}, wished)
  const {MfaConfiguration, ...first} = settings
  // A pool cannot want a second factor before there is one, and a new pool has none.
  const request = new CreateUserPoolCommand({...wholeOf(Mfa === undefined ? settings : first), PoolName: name})
  sendOnce(request, {what: `pool ${name}`, look: 'authctl pool list'})
  const made = await writeDocument(service, request)
  const pool = poolOf((made?.UserPool as Document | undefined) ?? {Name: name, ...settings})
  if (Mfa === undefined || MfaConfiguration === undefined) return pool
  try {
    await writeFactors(service, {UserPoolId: pool.id || '(the new pool)'}, {Mfa, MfaConfiguration})
  } catch (error) {
    throw asPartly(error, `Pool ${pool.id} was created, without its second factors.`)
  }
  return service.rehearsal ? pool : poolOf(await poolSubject(pool.id).read({...service, poolId: pool.id}))
}

/** What was told of a pool's attributes, as a new pool is asked for them: its own, and the standard ones it required. */
function withSchema(file: unknown): unknown {
  if (!isDocument(file)) return file
  const {SchemaAttributes, schemaAttributes = SchemaAttributes, ...rest} = file
  if (!Array.isArray(schemaAttributes)) return file
  const schema = (schemaAttributes as readonly Document[]).flatMap(({Name, Required, ...attribute}) => {
    const name = String(Name ?? attribute.name)
    const bare = name.replace(/^(dev:)?custom:/, '')
    const required = (Required ?? attribute.required) === true
    if (name === 'sub' || (bare === name && !required)) return []
    return [{...attribute, name: bare, required}]
  })
  return {...rest, ...(schema.length === 0 ? {} : {schema})}
}

export interface PoolDeleted {
  readonly id: string
  readonly deleted: true
}

/** Deletes the pool with everybody in it. @throws Failure `not_found`; `usage` while it is protected or has a domain. */
export async function deletePool(directory: Directory): Promise<PoolDeleted> {
  const {poolId: id, rehearsal} = directory
  if (rehearsal) {
    const subject = poolSubject(id)
    rehearsal.changes.push(...changesOf(subject, await subject.read(directory), {}))
  }
  await write(directory, new DeleteUserPoolCommand({UserPoolId: id}))
  return {id, deleted: true}
}

export function poolOf(document: Document): Pool {
  const {id = '', name = '', ...settings} = answerOf(poolSubject(''), document)
  return {id: String(id), name: String(name), ...inRegion(String(id)), ...settings}
}

function inRegion(id: string): {region?: string} {
  const region = regionOf(id)
  return region === undefined ? {} : {region}
}
