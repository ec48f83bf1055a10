import {
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {regionOf} from './client.ts'
import {type Directory, read, type Service, write} from './directory.ts'
import {knownOfPools, poolNamed, poolNames, poolSubject, updateOf} from './pool-subject.ts'
import {answerOf, type Settings} from './settings/answer.ts'
import {type Agree, changeSettings, changesOf} from './settings/change.ts'
import {type Document, writeDocument} from './settings/document.ts'
import {drafted} from './settings/draft.ts'
import {inputShape} from './settings/shape.ts'
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

/** Makes a pool. @throws Failure `usage` when the service refuses a setting; `denied` at the limit of the account. */
export async function createPool(service: Service, name: string, wishes: Wishes): Promise<Pool> {
  const draft = {
    what: `Pool ${name}`,
    names: poolNames,
    known: knownOfPools(),
    settable: poolNamed(inputShape(new CreateUserPoolCommand({PoolName: name}))),
  }
  const settings = drafted(service, draft, {Name: name}, wishes)
  const request = {...updateOf(settings), PoolName: name}
  const made = await writeDocument(service, new CreateUserPoolCommand(request))
  return poolOf((made?.UserPool as Document | undefined) ?? settings)
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
