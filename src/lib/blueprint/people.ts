import type {Directory} from '../directory/directory.ts'
import {listGroups} from '../directory/groups.ts'
import {everyUser, findUser} from '../directory/list-users.ts'
import {groupsOfUser, membersOf} from '../directory/memberships.ts'
import {type PoolSchema, poolSchema} from '../directory/pool-schema.ts'
import type {User} from '../directory/user.ts'
import type {UserPlan} from './document.ts'
import {isAutomatic} from './made-by-cognito.ts'

/** A user with the groups they are in. */
export interface Person extends User {
  readonly groups: readonly string[]
}

export interface People {
  readonly schema: PoolSchema
  readonly people: readonly Person[]
  /** Whether nobody else is in the pool. */
  readonly all: boolean
}

/** Everybody in the pool. Members are read group by group: that takes a request for 60 of them, not one for each. */
export async function everybody(directory: Directory): Promise<People> {
  const schema = await poolSchema(directory)
  const users: User[] = []
  for await (const user of everyUser(directory)) users.push(user)
  const groups = new Map<string, string[]>()
  for (const group of await listGroups(directory))
    if (!isAutomatic(directory, group))
      for await (const {username} of membersOf(directory, group.name))
        groups.set(username, [...(groups.get(username) ?? []), group.name])
  return {schema, people: users.map(user => ({...user, groups: (groups.get(user.username) ?? []).sort()})), all: true}
}

/** A look at one takes a request or two; 60 at once take one. */
const worthAll = 30

/** Those with these names and perhaps others: everybody, unless the pool is so large that looking for each is less work. */
export async function thePeople(directory: Directory, names: readonly string[], all: boolean): Promise<People> {
  const schema = await poolSchema(directory)
  if (all || schema.users <= names.length * worthAll) return everybody(directory)
  const people: Person[] = []
  for (const name of names) {
    const user = await findUser(directory, nameAttribute(schema, name), name)
    if (!user) continue
    const groups = await groupsOfUser(directory, user.username)
    const own = groups.filter(group => !isAutomatic(directory, group))
    people.push({...user, groups: own.map(group => group.name).sort()})
  }
  return {schema, people, all: false}
}

/** What ListUsers finds somebody of this name by. */
function nameAttribute({namedBy}: PoolSchema, name: string): string {
  if (namedBy.includes('email') && name.includes('@')) return 'email'
  return namedBy.includes('phone_number') && name.startsWith('+') ? 'phone_number' : 'username'
}

/** What a file calls a user: what they sign in with where the pool makes up their usernames. */
export function nameOf({namedBy}: PoolSchema, {username, attributes}: User): string {
  const address = namedBy.map(name => attributes[name]).find(value => value !== undefined)
  return address ?? username
}

/** A name as this pool compares it. */
export function folded({caseSensitive}: PoolSchema, name: string): string {
  return caseSensitive ? name : name.toLowerCase()
}

/** A user as a file has them; their password nobody knows. */
export function planOfUser(schema: PoolSchema, person: Person): [name: string, plan: UserPlan] {
  const {sub: _, identities: __, ...attributes} = person.attributes
  return [
    nameOf(schema, person),
    {
      ...(Object.keys(attributes).length === 0 ? {} : {attributes}),
      ...(person.enabled ? {} : {enabled: false}),
      ...(person.groups.length === 0 ? {} : {groups: person.groups}),
    },
  ]
}
