import {Failure} from '../failure.ts'
import {assignment} from './attributes.ts'
import type {User} from './user.ts'

/** What `user list` is asked to narrow down to. */
export interface UserQuery {
  /** In Cognito's own filter language, passed on as it is. */
  readonly filter?: string | undefined
  readonly status?: string | undefined
  readonly group?: string | undefined
  /** Text anywhere in the username or in an attribute. */
  readonly contains?: string | undefined
  /** `name=value` each. */
  readonly attribute?: readonly string[] | undefined
}

/** A query, divided between the server and us. */
export interface UserFilter {
  readonly group?: string
  /** What the API filters by: one attribute at most (ListUsers, `Filter`). */
  readonly server?: string
  /** The flags that are applied here, after reading. */
  readonly here: readonly string[]
  keep(user: User): boolean
}

interface Criterion {
  readonly flag: string
  /** The same in the API's language, where it can say it. */
  readonly server?: string
  keep(user: User): boolean
}

/** What ListUsers can filter by; the names in `exact` compare with their letter case. */
const filterable = new Set(['email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username', 'sub'])
const exact = new Set(['sub'])
const enabledStates: Readonly<Record<string, boolean>> = {enabled: true, disabled: false}

/**
 * Gives the server as much as it can filter by: one criterion, and none within a group.
 * @throws Failure `usage` for a query the API has no way to answer.
 */
export function userFilter({filter, group, ...query}: UserQuery): UserFilter {
  if (group !== undefined && filter !== undefined)
    throw new Failure('usage', 'The API cannot filter within a group, so --filter does not go with --group.', {
      hints: ['--attribute name=value, --status and --contains go with --group'],
    })
  const criteria = criteriaOf(query)
  const served = filter === undefined && group === undefined ? criteria.find(({server}) => server) : undefined
  const here = criteria.filter(criterion => criterion !== served)
  const server = filter ?? served?.server
  return {
    ...(group === undefined ? {} : {group}),
    ...(server === undefined ? {} : {server}),
    here: here.map(({flag}) => flag),
    keep: user => here.every(criterion => criterion.keep(user)),
  }
}

function criteriaOf({status, contains, attribute = []}: Omit<UserQuery, 'filter' | 'group'>): Criterion[] {
  return [
    ...attribute.map(attributeIs),
    ...(status === undefined ? [] : [statusIs(status)]),
    ...(contains === undefined ? [] : [containing(contains)]),
  ]
}

function attributeIs(text: string): Criterion {
  const [name, value] = assignment(text)
  const same = filterable.has(name) && !exact.has(name) ? sameButCase : (a: string, b: string) => a === b
  return {
    flag: `--attribute ${name}=…`,
    ...(filterable.has(name) && value !== '' ? {server: `${name} = "${quoted(value)}"`} : {}),
    keep: ({attributes}) => same(attributes[name] ?? '', value),
  }
}

/** `enabled` and `disabled` are a switch of their own in Cognito, which we let one say as a status. */
function statusIs(status: string): Criterion {
  const enabled = enabledStates[status.toLowerCase()]
  if (enabled !== undefined)
    return {
      flag: '--status',
      server: `status = "${enabled ? 'Enabled' : 'Disabled'}"`,
      keep: user => user.enabled === enabled,
    }
  return {
    flag: '--status',
    server: `cognito:user_status = "${quoted(status.toUpperCase())}"`,
    keep: user => sameButCase(user.status, status),
  }
}

function containing(text: string): Criterion {
  const wanted = text.toLowerCase()
  return {
    flag: '--contains',
    keep: ({username, attributes}) =>
      [username, ...Object.values(attributes)].some(value => value.toLowerCase().includes(wanted)),
  }
}

function quoted(value: string): string {
  return value.replace(/["\\]/g, '\\$&')
}

function sameButCase(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
