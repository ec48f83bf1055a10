import type {SignUpRequest, SignUpResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import type {Pool} from '../../state.ts'
import {assertAttributes, assertRequired, assertWritable} from '../attributes.ts'
import {confirmable, sendCode} from '../codes.ts'
import {publicClient} from '../lookup.ts'
import {addUser} from '../new-user.ts'
import type {Checked} from '../operation.ts'
import {assertPolicy, setPassword} from '../passwords.ts'
import {assertSecretHash} from '../secret-hash.ts'
import {usernameAttributes} from '../username-attributes.ts'
import {findUser} from '../usernames.ts'

/** Somebody registers themselves. The code that confirms them is said in the stack's log. */
export function signUp(stack: Stack, input: Checked<SignUpRequest>): SignUpResponse {
  const {pool, client} = publicClient(stack, input.ClientId)
  const {Username, Password} = input
  assertSecretHash(client, [Username], input.SecretHash)
  if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly)
    throw new Problem('NotAuthorizedException', 'SignUp is not permitted for this user pool')
  if (!Password) throw new Problem('InvalidParameterException', 'Password is required.')
  const attributes = usernameAttributes(pool, Username, input.UserAttributes)
  assertWritable(client, attributes)
  assertAttributes(pool, attributes)
  assertRequired(pool, attributes)
  assertPolicy(pool, Password)
  const holder = findUser(pool, Username)
  if (holder) throw new Problem('UsernameExistsException', taken(pool, Username))
  const user = addUser(pool, stack.clock.now(), {username: Username, status: 'UNCONFIRMED', attributes})
  setPassword(stack, pool, user, Password)
  const to = confirmable(pool, user)
  const delivery = to && sendCode(stack, user, 'confirm', to)
  return {UserConfirmed: false, UserSub: user.sub, ...(delivery && {CodeDeliveryDetails: delivery})}
}

function taken({settings}: Pool, username: string): string {
  if (!settings.UsernameAttributes?.length) return 'User already exists'
  return `An account with the given ${username.includes('@') ? 'email' : 'phone_number'} already exists.`
}
