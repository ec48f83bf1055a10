import type {AttributeType} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Pool} from '../state.ts'

/**
 * The attributes of a new user, with the address they sign in by added where addresses are the usernames.
 * @throws Problem `InvalidParameterException` when the name does not have the form the pool's sign-in options ask for.
 */
export function usernameAttributes(
  {settings}: Pool,
  username: string,
  attributes: readonly AttributeType[] = [],
): AttributeType[] {
  const {UsernameAttributes = [], AliasAttributes = []} = settings
  const kind = kindOf(username)
  if (UsernameAttributes.length > 0) {
    if (!kind || !UsernameAttributes.includes(kind))
      throw new Problem('InvalidParameterException', `Username should be ${allowed(UsernameAttributes)}.`)
    return [...attributes.filter(({Name}) => Name !== kind), {Name: kind, Value: username}]
  }
  if (kind && AliasAttributes.includes(kind))
    throw new Problem(
      'InvalidParameterException',
      `Username cannot be of ${kind === 'email' ? 'email' : 'phone number'} format, since user pool is configured for ${kind === 'email' ? 'email' : 'phone number'} alias.`,
    )
  return [...attributes]
}

function kindOf(name: string): 'email' | 'phone_number' | undefined {
  if (/^[^\s@]+@[^\s@]+$/.test(name)) return 'email'
  return /^\+[1-9]\d{1,14}$/.test(name) ? 'phone_number' : undefined
}

function allowed(kinds: readonly string[]): string {
  if (kinds.length > 1) return 'either an email or a phone number'
  return kinds[0] === 'email' ? 'an email' : 'a phone number'
}
