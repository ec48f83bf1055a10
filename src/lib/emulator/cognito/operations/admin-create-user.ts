import type {AdminCreateUserRequest, AdminCreateUserResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import type {Pool} from '../../state.ts'
import {assertAttributes, claimAliases} from '../attributes.ts'
import {describeUser} from '../describe.ts'
import {poolOf} from '../lookup.ts'
import {addUser} from '../new-user.ts'
import type {Checked} from '../operation.ts'
import {assertPolicy, inventedPassword, setPassword} from '../passwords.ts'
import {usernameAttributes} from '../username-attributes.ts'
import {attributeOf, findUser} from '../usernames.ts'

/** Creates a user who must choose a password at the first sign-in. The invitation goes to the stack's log: there is no mail. */
export function adminCreateUser(stack: Stack, input: Checked<AdminCreateUserRequest>): AdminCreateUserResponse {
  const {UserPoolId, Username, MessageAction, TemporaryPassword} = input
  const pool = poolOf(stack, UserPoolId)
  if (MessageAction === 'RESEND') return invitedAgain(stack, pool, input)
  const attributes = usernameAttributes(pool, Username, input.UserAttributes)
  assertAttributes(pool, attributes)
  if (pool.users.has(Username) || findUser(pool, Username))
    throw new Problem('UsernameExistsException', 'User account already exists')
  if (TemporaryPassword !== undefined) assertPolicy(pool, TemporaryPassword, 'did not conform with password policy')
  claimAliases(pool, attributes, undefined, input.ForceAliasCreation)
  const user = addUser(pool, stack.clock.now(), {username: Username, status: 'FORCE_CHANGE_PASSWORD', attributes})
  const password = TemporaryPassword || inventedPassword(pool)
  setPassword(stack, pool, user, password, true)
  if (MessageAction !== 'SUPPRESS') invite(stack, user.username, password)
  return {User: describeUser(user)}
}

/** A new temporary password for somebody who did not use the first one in time. */
function invitedAgain(stack: Stack, pool: Pool, input: Checked<AdminCreateUserRequest>): AdminCreateUserResponse {
  const user = findUser(pool, input.Username)
  if (!user) throw new Problem('UserNotFoundException', 'User does not exist.')
  if (user.status !== 'FORCE_CHANGE_PASSWORD')
    throw new Problem(
      'UnsupportedUserStateException',
      `Resend not possible. ${attributeOf(user, 'email') ?? user.username} status is not FORCE_CHANGE_PASSWORD`,
    )
  const password = input.TemporaryPassword || inventedPassword(pool)
  assertPolicy(pool, password, 'did not conform with password policy')
  setPassword(stack, pool, user, password, true)
  invite(stack, user.username, password)
  return {User: describeUser(user)}
}

function invite({log}: Stack, username: string, password: string): void {
  log(`Invitation for ${username}: the temporary password is ${password}`)
}
