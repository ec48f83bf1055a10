import {createUser} from '../directory/create-user.ts'
import type {Directory} from '../directory/directory.ts'
import type {Group} from '../directory/group.ts'
import {createGroup, deleteGroup, type GroupSettings, getGroup, listGroups, setGroup} from '../directory/groups.ts'
import {enrol} from '../directory/memberships.ts'
import type {PoolSchema} from '../directory/pool-schema.ts'
import {differences} from '../directory/rehearsal.ts'
import {deleteUser, getUser, setAttributes, setPassword, switchUser} from '../directory/users.ts'
import {Failure, failedWith} from '../failure.ts'
import type {Blueprint, UserPlan} from './document.ts'
import {isAutomatic} from './made-by-cognito.ts'
import {folded, nameOf, type Person, thePeople} from './people.ts'
import type {Secrets} from './secrets.ts'
import type {Work} from './settings-steps.ts'
import {deletion, refuseChanged, type Task} from './step.ts'

/** What is to be done about groups. */
export async function groupWork(directory: Directory, {groups}: Blueprint): Promise<Work> {
  if (!groups) return {tasks: [], extra: []}
  const there = (await listGroups(directory)).filter(group => !isAutomatic(directory, group))
  const tasks = Object.entries(groups).flatMap(([name, plan]): Task[] => {
    const found = there.find(group => group.name === name)
    const kind = 'group'
    if (!found) {
      const run = (at: Directory) => createGroup(at, name, plan)
      return [{action: 'create', kind, name, changes: differences(undefined, plan), run}]
    }
    const before = named(found, plan)
    const changes = differences(before, named(plan, plan))
    const run = async (at: Directory) => {
      refuseChanged(`Group ${name}`, before, named(await getGroup(at, name), plan))
      return setGroup(at, name, {set: plan})
    }
    return changes.length === 0 ? [] : [{action: 'change', kind, name, changes, run}]
  })
  const extra = there.filter(({name}) => !Object.hasOwn(groups, name))
  return {tasks, extra: extra.map(({name}) => deletion('group', name, at => deleteGroup(at, name)))}
}

/** Of one group's settings those that the plan names; an empty description is none. */
function named(from: Group | GroupSettings, plan: GroupSettings): GroupSettings {
  const settings = Object.entries(from).filter(([name, value]) => Object.hasOwn(plan, name) && value !== '')
  return Object.fromEntries(settings)
}

export interface UserWishes {
  readonly prune: boolean
  /** Whether new users are sent an invitation. */
  readonly notify: boolean
}

/** What is to be done about users, and then about who is in which group. */
export async function userWork(
  directory: Directory,
  {users}: Blueprint,
  {prune, notify}: UserWishes,
): Promise<Work & {readonly memberships: readonly Task[]}> {
  if (!users) return {tasks: [], extra: [], memberships: []}
  const names = Object.keys(users)
  const {schema, people, all} = await thePeople(directory, names, prune)
  refuseTwins(schema, names)
  refuseUnknown(schema, users)
  const byName = new Map(people.flatMap(person => namesOf(schema, person).map(name => [name, person] as const)))
  const tasks: Task[] = []
  const memberships: Task[] = []
  const meant = new Set<Person>()
  for (const [name, plan] of Object.entries(users)) {
    const person = byName.get(folded(schema, name))
    if (person) meant.add(person)
    tasks.push(...(person ? changes(schema, name, person, plan) : [creation(name, plan, notify)]))
    memberships.push(...moves(name, person, plan))
  }
  const extra = all ? people.filter(person => !meant.has(person) && person.status !== 'EXTERNAL_PROVIDER') : []
  return {
    tasks,
    memberships,
    extra: extra.map(user => deletion('user', nameOf(schema, user), at => deleteUser(at, user.username))),
  }
}

function namesOf(schema: PoolSchema, person: Person): string[] {
  return [person.username, nameOf(schema, person)].map(name => folded(schema, name))
}

function refuseTwins(schema: PoolSchema, names: readonly string[]): void {
  const seen = new Map<string, string>()
  for (const name of names) {
    const twin = seen.get(folded(schema, name))
    if (twin !== undefined)
      throw new Failure('config_invalid', `users.${twin} and users.${name} are one user: this pool minds no case.`)
    seen.set(folded(schema, name), name)
  }
}

function refuseUnknown({attributes: known}: PoolSchema, users: NonNullable<Blueprint['users']>): void {
  if (known.size === 0) return
  for (const [user, {attributes = {}}] of Object.entries(users)) {
    const strange = Object.keys(attributes).find(name => !known.has(name))
    if (strange !== undefined)
      throw new Failure('config_invalid', `users.${user}.attributes.${strange} is no attribute of this pool.`)
  }
}

function creation(name: string, plan: UserPlan, notify: boolean): Task {
  const {attributes = {}, enabled = true, passwordFrom, permanent = false} = plan
  const path = `users.${name}.passwordFrom`
  return {
    action: 'create',
    kind: 'user',
    name,
    changes: differences(undefined, {attributes, enabled, ...(passwordFrom && {password: '•••'})}),
    ...(passwordFrom && {needs: [[path, passwordFrom] as const]}),
    run: async (directory, secrets) => {
      const password = passwordFrom && (await secrets.at(path, passwordFrom))
      const suppress = !notify || permanent
      await createUser(directory, {username: name, attributes, password, permanent, suppress}).catch(async error => {
        if (!failedWith(error, 'conflict') || !(await isAsWanted(directory, name, attributes))) throw error
      })
      if (!enabled) await switchUser(directory, name, false)
    },
  }
}

/** Lists lag behind: a user who is there after all, just as wanted, was made by a run before this one. */
async function isAsWanted(directory: Directory, name: string, wanted: Readonly<Record<string, string>>) {
  const found = await getUser(directory, name).catch(() => undefined)
  return found !== undefined && Object.entries(wanted).every(([key, value]) => found.attributes[key] === value)
}

function changes(schema: PoolSchema, name: string, person: Person, plan: UserPlan): Task[] {
  const {attributes = {}, enabled = person.enabled, passwordFrom, permanent = false} = plan
  const before = Object.fromEntries(Object.keys(attributes).map(key => [key, person.attributes[key] ?? '']))
  const other = Object.entries(attributes).filter(([key, value]) => before[key] !== value)
  const fixed = other.find(([key]) => schema.attributes.get(key)?.mutable === false)
  if (fixed)
    throw new Failure('unsupported', `User ${name}: the pool’s attribute ${fixed[0]} is set once and never changed.`)
  // A run that was cut off may have made the user and not yet given the password that stays.
  const unset = permanent && passwordFrom !== undefined && person.status === 'FORCE_CHANGE_PASSWORD'
  const {username} = person
  const step = {action: 'change', kind: 'user', name} as const
  const path = `users.${name}.passwordFrom`
  return [
    ...(other.length === 0
      ? []
      : [
          {
            ...step,
            changes: other.map(([key, value]) => ({
              path: `attributes.${key}`,
              ...(before[key] === '' ? {} : {before: before[key]}),
              ...(value === '' ? {} : {after: value}),
            })),
            run: async (directory: Directory) => {
              const now = await getUser(directory, username)
              const told = Object.fromEntries(Object.keys(before).map(key => [key, now.attributes[key] ?? '']))
              refuseChanged(`User ${name}`, before, told)
              return setAttributes(directory, username, {set: withVerified(Object.fromEntries(other), attributes)})
            },
          },
        ]),
    ...(unset
      ? [
          {
            ...step,
            changes: [{path: 'password', after: '•••'}],
            needs: [[path, passwordFrom] as const],
            run: async (directory: Directory, secrets: Secrets) =>
              setPassword(directory, username, {password: await secrets.at(path, passwordFrom), permanent}),
          },
        ]
      : []),
    ...(enabled === person.enabled
      ? []
      : [
          {
            ...step,
            changes: [{path: 'enabled', before: person.enabled, after: enabled}],
            run: (directory: Directory) => switchUser(directory, username, enabled),
          },
        ]),
  ]
}

/** A new address is unverified unless the same request says otherwise (AdminUpdateUserAttributes). */
function withVerified(set: Record<string, string>, wanted: Readonly<Record<string, string>>): Record<string, string> {
  const both = ['email', 'phone_number'].filter(name => set[name]).map(name => `${name}_verified`)
  return {...set, ...Object.fromEntries(both.flatMap(name => (wanted[name] ? [[name, wanted[name]]] : [])))}
}

function moves(name: string, person: Person | undefined, {groups}: UserPlan): Task[] {
  if (!groups) return []
  const username = person?.username ?? name
  const are = person?.groups ?? []
  const move = (group: string, member: boolean): Task => ({
    action: member ? 'create' : 'delete',
    kind: 'membership',
    name,
    group,
    changes: [],
    run: directory => enrol(directory, {group, username, member}),
  })
  return [
    ...groups.filter(group => !are.includes(group)).map(group => move(group, true)),
    ...are.filter(group => !groups.includes(group)).map(group => move(group, false)),
  ]
}
