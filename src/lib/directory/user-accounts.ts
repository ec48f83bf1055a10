import {
  AdminConfirmSignUpCommand,
  AdminResetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {Failure} from '../failure.ts'
import {type Directory, write} from './directory.ts'
import {outcome} from './rehearsal.ts'
import type {User} from './user.ts'
import {getUser} from './users.ts'

/**
 * Confirms somebody who signed up and never gave the code back.
 * @throws Failure `not_found`; `conflict` for somebody confirmed already; `denied` for a user who did not sign up by
 * themselves, who needs a permanent password.
 */
export async function confirmUser(directory: Directory, username: string): Promise<User> {
  const before = await getUser(directory, username)
  if (before.status === 'CONFIRMED') throw new Failure('conflict', `${username} is confirmed already.`)
  await write(directory, new AdminConfirmSignUpCommand(named(directory, username)))
  const after = {...before, status: 'CONFIRMED'}
  return outcome(directory, {before, after}, () => getUser(directory, username))
}

/**
 * Makes a password invalid, and has a code sent by which the user chooses another.
 * @throws Failure `not_found`; `denied`, `usage` where there is no verified address to send it to.
 */
export async function resetUser(directory: Directory, username: string): Promise<User> {
  const before = await getUser(directory, username)
  await write(directory, new AdminResetUserPasswordCommand(named(directory, username)))
  const after = {...before, status: 'RESET_REQUIRED'}
  return outcome(directory, {before, after}, () => getUser(directory, username))
}

export interface SignedOut {
  readonly username: string
  readonly signedOut: true
}

/** Ends every session of a user: nothing can be refreshed any more. @throws Failure `not_found`. */
export async function signOutUser(directory: Directory, username: string): Promise<SignedOut> {
  await write(directory, new AdminUserGlobalSignOutCommand(named(directory, username)))
  return {username, signedOut: true}
}

function named({poolId}: Directory, username: string): {UserPoolId: string; Username: string} {
  return {UserPoolId: poolId, Username: username}
}
