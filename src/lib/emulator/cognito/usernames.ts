import type {Pool, User} from '../state.ts'

/** Whether `Ada` and `ada` are two people in this pool: fixed when the pool is made. */
export function caseSensitive({settings}: Pool): boolean {
  return settings.UsernameConfiguration?.CaseSensitive !== false
}

/** A name as this pool keeps and compares it. */
export function folded(pool: Pool, name: string): string {
  return caseSensitive(pool) ? name : name.toLowerCase()
}

/**
 * The user somebody means by `name`: a username, a `sub`, or an alias. Where e-mail or phone are usernames, any value
 * names its user; as aliases they do once verified.
 */
export function findUser(pool: Pool, name: string): User | undefined {
  const key = folded(pool, name)
  const exact = pool.users.get(key)
  if (exact) return exact
  const users = [...pool.users.values()]
  return users.find(user => user.sub === name) ?? users.find(user => namesOf(pool, user).includes(key))
}

/** The user whose alias `attribute` has this value, apart from `except`: two may not sign in by one name. */
export function aliasHolder(pool: Pool, attribute: string, value: string, except?: User): User | undefined {
  const key = folded(pool, value)
  return [...pool.users.values()].find(
    user => user !== except && aliases(pool, user).some(alias => alias.name === attribute && alias.value === key),
  )
}

export function attributeOf({attributes}: User, name: string): string | undefined {
  return attributes.find(attribute => attribute.Name === name)?.Value
}

function namesOf(pool: Pool, user: User): string[] {
  return aliases(pool, user).map(({value}) => value)
}

function aliases(pool: Pool, user: User): {name: string; value: string}[] {
  const {UsernameAttributes = [], AliasAttributes = []} = pool.settings
  const verified = AliasAttributes.filter(
    name => name === 'preferred_username' || attributeOf(user, `${name}_verified`) === 'true',
  )
  return [...UsernameAttributes, ...verified].flatMap(name => {
    const value = attributeOf(user, name)
    return value === undefined ? [] : [{name, value: folded(pool, value)}]
  })
}
