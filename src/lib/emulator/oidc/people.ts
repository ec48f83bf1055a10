import type {Account} from 'oidc-provider'
import {groupsOf, type Pool, type User} from '../state.ts'

/** OpenID Connect Core 5.4: which claims a scope asks for. */
export const claimsByScope = {
  profile: [
    'name',
    'family_name',
    'given_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'updated_at',
  ],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  address: ['address'],
}

export function userBySub(pool: Pool, sub: string): User | undefined {
  for (const user of pool.users.values()) if (user.sub === sub) return user
  return undefined
}

/** A person to the standard issuer: standard claims in their standard types, and `groups`. */
export function accountOf(pool: Pool, sub: string): Account | undefined {
  const user = userBySub(pool, sub)
  if (!user?.enabled) return undefined
  return {accountId: sub, claims: () => ({...standardClaims(user), sub, ...groupsClaim(pool, user)})}
}

export function groupsClaim(pool: Pool, user: User): {groups?: string[]} {
  const names = groupsOf(pool, user.username).map(group => group.settings.GroupName ?? '')
  return names.length > 0 ? {groups: names} : {}
}

/** Attributes by name; `sub` is the user's own. */
function attributesOf(user: User): Record<string, string> {
  return Object.fromEntries(user.attributes.map(({Name = '', Value = ''}) => [Name, Value]))
}

function standardClaims(user: User): Record<string, unknown> {
  const known = new Set(Object.values(claimsByScope).flat())
  const claims: Record<string, unknown> = {preferred_username: user.username}
  for (const [name, value] of Object.entries(attributesOf(user))) {
    if (!known.has(name)) continue
    if (name.endsWith('_verified')) claims[name] = value === 'true'
    else if (name === 'updated_at') claims[name] = Number(value)
    else if (name === 'address') claims[name] = {formatted: value}
    else claims[name] = value
  }
  return claims
}
