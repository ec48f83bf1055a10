import {AdminAddUserToGroupCommand, AdminCreateUserCommand} from '@aws-sdk/client-cognito-identity-provider'
import {Failure, failedWith} from '../failure.ts'
import {attributeList} from './attributes.ts'
import {type Directory, write} from './directory.ts'
import {getGroup} from './groups.ts'
import {watchForLostAnswers} from './lost-answer.ts'
import {asPartly} from './partly.ts'
import {outcome} from './rehearsal.ts'
import {type Attributes, type User, userOf} from './user.ts'
import {getUser, givePassword} from './users.ts'

export interface Newcomer {
  readonly username: string
  readonly attributes: Attributes
  readonly groups?: readonly string[]
  /** Without one, Cognito makes a temporary password and sends it. */
  readonly password?: string | undefined
  /** The password stays; otherwise it must be changed at the first sign-in. */
  readonly permanent?: boolean
  /** Sends no invitation. Implied by a permanent password, about which there is nothing to tell. */
  readonly suppress?: boolean
}

/** A user as created, and whether it was there before. */
export interface Created {
  readonly user: User
  readonly existed: boolean
}

/**
 * Creates a user, gives it its password and puts it into its groups, which are looked up first.
 * @throws Failure `conflict` when the name is taken; `not_found` for an unknown group; `usage` when the pool refuses a
 *   value; `partly_done`, saying what was done and what remains, when it stops after the user was made.
 */
export async function createUser(directory: Directory, newcomer: Newcomer): Promise<Created> {
  const {username, attributes, groups = [], password, permanent = false} = newcomer
  const lasting = permanent ? password : undefined
  if (permanent && lasting === undefined)
    throw new Failure('usage', 'A permanent password must be given.', {
      hints: ['--password-stdin', '--password-file FILE'],
    })
  for (const group of groups) await getGroup(directory, group)
  if (directory.rehearsal) await refuseTaken(directory, username)

  const made = await make(directory, newcomer)
  const user = made ?? userOf({UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true, Username: username})
  const done = [`User ${username} was created`]
  try {
    if (lasting !== undefined) {
      await givePassword(directory, username, {password: lasting, permanent: true})
      done.push('has its password')
    }
    for (const group of groups) {
      await write(
        directory,
        new AdminAddUserToGroupCommand({UserPoolId: directory.poolId, Username: username, GroupName: group}),
      )
      done.push(`is in ${group}`)
      directory.rehearsal?.changes.push({path: `groups.${group}`, after: 'member'})
    }
  } catch (error) {
    throw asPartly(error, `${done.join(', ')}.`, remaining(newcomer, done.length - 1))
  }
  const after = {...user, ...(permanent ? {status: 'CONFIRMED'} : {}), attributes: {...attributes, ...user.attributes}}
  return {user: await outcome(directory, {after}, async () => after), existed: false}
}

/** The same, but content with a user that is there already, which stays as it is. */
export async function createUserUnlessThere(directory: Directory, newcomer: Newcomer): Promise<Created> {
  try {
    return await createUser(directory, newcomer)
  } catch (error) {
    if (!failedWith(error, 'conflict')) throw error
    // The conflict may be about somebody else's alias: then nobody of this name is there.
    const user = await getUser(directory, newcomer.username).catch(() => undefined)
    if (!user) throw error
    return {user, existed: true}
  }
}

/**
 * Makes the user; undefined in a rehearsal. Where an answer was lost and the name then is taken, the one who has it is
 * looked at: a user nobody has signed in as yet, with everything we asked for, is the one we made.
 */
async function make(directory: Directory, newcomer: Newcomer): Promise<User | undefined> {
  const command = creation(directory, newcomer)
  const answerLost = watchForLostAnswers(command)
  try {
    const made = await write(directory, command)
    return made?.User && userOf(made.User)
  } catch (error) {
    if (!failedWith(error, 'conflict') || !answerLost()) throw error
    const found = await getUser(directory, newcomer.username).catch(() => undefined)
    if (!found || !isAsAsked(found, newcomer)) throw error
    return found
  }
}

function isAsAsked({status, attributes}: User, newcomer: Newcomer): boolean {
  return (
    status === 'FORCE_CHANGE_PASSWORD' &&
    Object.entries(newcomer.attributes).every(([name, value]) => attributes[name] === value)
  )
}

function creation({poolId}: Directory, newcomer: Newcomer): AdminCreateUserCommand {
  const {username, attributes, password, permanent = false, suppress = permanent} = newcomer
  const byText = attributes.email === undefined && attributes.phone_number !== undefined
  return new AdminCreateUserCommand({
    UserPoolId: poolId,
    Username: username,
    UserAttributes: attributeList(attributes),
    // A permanent password goes in here too, so that a policy refuses it before the user is made.
    TemporaryPassword: password,
    MessageAction: suppress ? 'SUPPRESS' : undefined,
    // Left to itself, Cognito sends text messages.
    DesiredDeliveryMediums: suppress ? undefined : [byText ? 'SMS' : 'EMAIL'],
  })
}

async function refuseTaken(directory: Directory, username: string): Promise<void> {
  const found = await getUser(directory, username).catch(error => {
    if (!failedWith(error, 'not_found')) throw error
  })
  if (found) throw new Failure('conflict', `User ${username}: User account already exists.`)
}

/** The commands that do what is left after `steps` of the steps that follow the creation. */
function remaining({username, groups = [], permanent = false}: Newcomer, steps: number): string[] {
  const commands = [
    ...(permanent ? [`authctl user password ${username} --permanent`] : []),
    ...groups.map(group => `authctl group add ${group} ${username}`),
  ]
  return commands.slice(steps)
}
