import {Problem} from '../problem.ts'
import type {User} from '../state.ts'
import {attributeOf} from './usernames.ts'

/** Attributes ListUsers can be filtered by, and whether their case counts. */
const filterable: Readonly<Record<string, {value: (user: User) => string | undefined; exact?: true}>> = {
  username: {value: user => user.username, exact: true},
  sub: {value: user => user.sub, exact: true},
  status: {value: user => (user.enabled ? 'Enabled' : 'Disabled'), exact: true},
  'cognito:user_status': {value: user => user.status},
  ...Object.fromEntries(
    ['email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username'].map(name => [
      name,
      {value: (user: User) => attributeOf(user, name)},
    ]),
  ),
}

/**
 * What ListUsers' `Filter` asks: `email = "ada@example.com"`, or `name ^= "Ad"` for a beginning.
 * @throws Problem `InvalidParameterException` for anything else.
 */
export function filterOf(filter: string | undefined): (user: User) => boolean {
  if (filter === undefined || filter.trim() === '') return () => true
  const parsed = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/s.exec(filter)
  if (!parsed) throw new Problem('InvalidParameterException', 'Error while parsing filter.')
  const [, name = '', operator, quoted = ''] = parsed
  const attribute = Object.hasOwn(filterable, name) ? filterable[name] : undefined
  if (!attribute) throw new Problem('InvalidParameterException', `Invalid search attribute: ${name}`)
  const fold = (text: string) => (attribute.exact ? text : text.toLowerCase())
  const wanted = fold(quoted.replace(/\\(.)/gs, '$1'))
  return user => {
    const value = attribute.value(user)
    if (value === undefined) return false
    return operator === '=' ? fold(value) === wanted : fold(value).startsWith(wanted)
  }
}
