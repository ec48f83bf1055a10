import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {Failure, failedWith} from '../failure.ts'
import {attributeList} from './attributes.ts'
import {deleteBy} from './deletion.ts'
import {type Directory, read, write} from './directory.ts'
import {groupsOfUser} from './memberships.ts'
import {differences, outcome} from './rehearsal.ts'
import {type Attributes, type User, type UserDetails, userOf} from './user.ts'

/** One user. The username may be an alias. @throws Failure `not_found`. */
export async function getUser(directory: Directory, username: string): Promise<User> {
  const {mfa, ...user} = await lookUp(directory, username)
  return user
}

/** One user with MFA and groups. @throws Failure `not_found`. */
export async function getUserDetails(directory: Directory, username: string): Promise<UserDetails> {
  const [user, groups] = await Promise.all([
    lookUp(directory, username),
    groupsOfUser(directory, username).catch(error => {
      if (failedWith(error, 'denied')) return undefined
      throw error
    }),
  ])
  return {...user, ...(groups === undefined ? {} : {groups: groups.map(({name}) => name)})}
}

async function lookUp(directory: Directory, username: string): Promise<UserDetails> {
  const command = new AdminGetUserCommand({UserPoolId: directory.poolId, Username: username})
  const found = await read(directory, command)
  const {PreferredMfaSetting: preferred, UserMFASettingList: methods = []} = found
  const mfa = {...(preferred === undefined ? {} : {preferred}), methods}
  return {...userOf(found), ...(methods.length === 0 ? {} : {mfa})}
}

/**
 * Changes attributes; those in `unset` go away. What is not named stays.
 * @throws Failure `not_found`; `usage` when nothing is to be changed or the pool refuses a value.
 */
export async function setAttributes(
  directory: Directory,
  username: string,
  {set, unset = []}: {readonly set: Attributes; readonly unset?: readonly string[]},
): Promise<User> {
  // An empty value deletes the attribute (AdminUpdateUserAttributes), so that one request does both.
  const changes = {...set, ...Object.fromEntries(unset.map(name => [name, '']))}
  if (Object.keys(changes).length === 0)
    throw new Failure('usage', 'Nothing to change.', {hints: ['--attribute name=Ada', '--unset nickname']})
  const both = unset.find(name => set[name] !== undefined)
  if (both !== undefined) throw new Failure('usage', `The attribute ${both} is both set and unset.`)
  const before = await rehearsed(directory, username)
  await write(
    directory,
    new AdminUpdateUserAttributesCommand({
      UserPoolId: directory.poolId,
      Username: username,
      UserAttributes: attributeList(changes),
    }),
  )
  const attributes = Object.fromEntries(
    Object.entries({...before.attributes, ...changes}).filter(([, value]) => value !== ''),
  )
  return outcome(directory, {before, after: {...before, attributes}}, () => getUser(directory, username))
}

/** Lets a user sign in, or no longer. @throws Failure `not_found`. */
export async function setEnabled(directory: Directory, username: string, enabled: boolean): Promise<User> {
  const before = await rehearsed(directory, username)
  await switchUser(directory, username, enabled)
  return outcome(directory, {before, after: {...before, enabled}}, () => getUser(directory, username))
}

/** The same without a look before and after: one request. @throws Failure `not_found`. */
export async function switchUser(directory: Directory, username: string, enabled: boolean): Promise<void> {
  const request = {UserPoolId: directory.poolId, Username: username}
  if (enabled) await write(directory, new AdminEnableUserCommand(request))
  else await write(directory, new AdminDisableUserCommand(request))
}

interface GivenPassword {
  readonly password: string
  readonly permanent: boolean
}

/**
 * Gives a user a password: a temporary one must be changed at the next sign-in.
 * @throws Failure `not_found`; `usage` when the pool's policy refuses it.
 */
export async function setPassword(
  directory: Directory,
  username: string,
  {password, permanent}: GivenPassword,
): Promise<User> {
  const before = await rehearsed(directory, username)
  await givePassword(directory, username, {password, permanent})
  const status = permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD'
  return outcome(directory, {before, after: {...before, status}}, () => getUser(directory, username))
}

/** The same without a look before and after: one request. @throws Failure `not_found`, `usage`. */
export async function givePassword(
  directory: Directory,
  username: string,
  {password, permanent}: GivenPassword,
): Promise<void> {
  await write(
    directory,
    new AdminSetUserPasswordCommand({
      UserPoolId: directory.poolId,
      Username: username,
      Password: password,
      Permanent: permanent,
    }),
  )
}

export interface UserDeleted {
  readonly username: string
  readonly deleted: true
}

/** Deletes a user for good. @throws Failure `not_found`. */
export async function deleteUser(directory: Directory, username: string): Promise<UserDeleted> {
  if (directory.rehearsal) directory.rehearsal.changes.push(...differences(await getUser(directory, username), {}))
  await deleteBy(directory, new AdminDeleteUserCommand({UserPoolId: directory.poolId, Username: username}))
  return {username, deleted: true}
}

/** The user before a change, which only a rehearsal needs to know: AdminGetUser is not for nothing (it bills). */
async function rehearsed(directory: Directory, username: string): Promise<User> {
  if (directory.rehearsal) return getUser(directory, username)
  return {username, status: 'UNKNOWN', enabled: true, attributes: {}}
}
