import type {AttributeType, CodeDeliveryDetailsType} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Pool, User} from '../state.ts'
import {assertAttributes, claimAliases, setAttributes} from './attributes.ts'
import {sendCode} from './codes.ts'
import {attributeOf} from './usernames.ts'

/**
 * Changes a user's attributes. A new address that the pool verifies by itself gets a code, and where the pool wants that,
 * the old one stays until it comes back.
 * @throws Problem `InvalidParameterException`, `AliasExistsException`
 */
export function changeAttributes(
  stack: Stack,
  pool: Pool,
  user: User,
  given: readonly AttributeType[],
): CodeDeliveryDetailsType[] {
  assertAttributes(pool, given, user)
  claimAliases(pool, given, user)
  const waits = pool.settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? []
  const unproven = given.filter(({Name = '', Value}) => Value && provable(pool, user, Name, Value, given))
  const held = unproven.filter(({Name}) => waits.some(name => name === Name))
  setAttributes(
    user,
    given.filter(attribute => !held.includes(attribute)),
  )
  user.updatedAt = stack.clock.now()
  return unproven.map(attribute =>
    sendCode(
      stack,
      user,
      `verify ${attribute.Name}`,
      attribute,
      held.includes(attribute) ? attribute.Value : undefined,
    ),
  )
}

/** Only addresses can be verified. @throws Problem `InvalidParameterException` */
export function assertVerifiable(name: string): void {
  if (name !== 'email' && name !== 'phone_number')
    throw new Problem('InvalidParameterException', `Attribute ${name} cannot be verified.`)
}

function provable({settings}: Pool, user: User, name: string, value: string, given: readonly AttributeType[]): boolean {
  const automatic = settings.AutoVerifiedAttributes?.some(verified => verified === name) ?? false
  const said = given.some(({Name, Value}) => Name === `${name}_verified` && Value === 'true')
  return automatic && !said && attributeOf(user, name) !== value
}
