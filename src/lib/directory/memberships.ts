import {
  AdminAddUserToGroupCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  ListUsersInGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {type Directory, read, write} from './directory.ts'
import {type Group, groupOf} from './group.ts'
import {getGroup} from './groups.ts'
import {asPartly} from './partly.ts'
import {type User, userOf} from './user.ts'

const pageSize = 60

/** The groups a user is in. @throws Failure `not_found`. */
export async function groupsOfUser(directory: Directory, username: string): Promise<Group[]> {
  const groups: Group[] = []
  let token: string | undefined
  do {
    const command = new AdminListGroupsForUserCommand({
      UserPoolId: directory.poolId,
      Username: username,
      Limit: pageSize,
      NextToken: token,
    })
    const page = await read(directory, command)
    groups.push(...(page.Groups ?? []).map(groupOf))
    token = page.NextToken
  } while (token !== undefined)
  return groups
}

/** The users of a group, page by page, where no more than `most` are wanted. @throws Failure `not_found`. */
export async function* membersOf(
  directory: Directory,
  group: string,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<User> {
  let token: string | undefined
  do {
    const command = new ListUsersInGroupCommand({
      UserPoolId: directory.poolId,
      GroupName: group,
      Limit: Math.min(pageSize, most),
      NextToken: token,
    })
    const page = await read(directory, command)
    for (const user of page.Users ?? []) yield userOf(user)
    token = page.NextToken
  } while (token !== undefined)
}

/** Who was put into a group, or taken out of it. */
export interface Membership {
  readonly group: string
  readonly users: readonly string[]
  readonly member: boolean
}

/**
 * Puts users into a group, or takes them out; doing so twice does no harm.
 * @throws Failure `not_found`; `partly_done`, saying for whom it was done, when it stops on the way.
 */
export async function setMembership(directory: Directory, {group, users, member}: Membership): Promise<Membership> {
  if (directory.rehearsal) await getGroup(directory, group)
  const done: string[] = []
  for (const username of new Set(users)) {
    const [before, after] = await membershipChange(directory, {group, username, member})
    try {
      await enrol(directory, {group, username, member})
    } catch (error) {
      const verb = member ? 'added to' : 'removed from'
      throw asPartly(error, done.length > 0 && `${done.join(', ')}: ${verb} ${group}.`)
    }
    if (before !== after) directory.rehearsal?.changes.push({path: `${group}.${username}`, before, after})
    done.push(username)
  }
  return {group, users: done, member}
}

/** Puts one user into a group or takes them out, without a look at either: one request. @throws Failure `not_found`. */
export async function enrol(
  directory: Directory,
  {group, username, member}: {readonly group: string; readonly username: string; readonly member: boolean},
): Promise<void> {
  const Command = member ? AdminAddUserToGroupCommand : AdminRemoveUserFromGroupCommand
  await write(directory, new Command({UserPoolId: directory.poolId, Username: username, GroupName: group}))
}

async function membershipChange(
  directory: Directory,
  {group, username, member}: {group: string; username: string; member: boolean},
): Promise<[before: string, after: string]> {
  const said = (inside: boolean) => (inside ? 'member' : 'no member')
  if (!directory.rehearsal) return [said(!member), said(member)]
  const groups = await groupsOfUser(directory, username)
  return [said(groups.some(({name}) => name === group)), said(member)]
}
