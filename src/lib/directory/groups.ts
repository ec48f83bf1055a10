import {
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  ListGroupsCommand,
  UpdateGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {Failure, failedWith} from '../failure.ts'
import {deleteBy} from './deletion.ts'
import {type Directory, read, write} from './directory.ts'
import {type Group, groupOf} from './group.ts'
import {watchForLostAnswers} from './lost-answer.ts'
import {differences, outcome} from './rehearsal.ts'

const pageSize = 60

/** What can be said about a group beside its name. */
export type GroupSettings = Pick<Group, 'description' | 'precedence' | 'roleArn'>

/** Settings as flags spell them. */
export interface GroupFlags {
  readonly description?: string | undefined
  readonly precedence?: number | undefined
  readonly 'role-arn'?: string | undefined
}

/** The settings that flags ask for. */
export function groupSettings({description, precedence, 'role-arn': roleArn}: GroupFlags): GroupSettings {
  return {
    ...(description === undefined ? {} : {description}),
    ...(precedence === undefined ? {} : {precedence}),
    ...(roleArn === undefined ? {} : {roleArn}),
  }
}

const settingOf: Readonly<Record<string, keyof GroupSettings>> = {
  description: 'description',
  precedence: 'precedence',
  'role-arn': 'roleArn',
}

/** The settings that `--unset` names. */
export function unsettable(flags: readonly string[] = []): (keyof GroupSettings)[] {
  return flags.flatMap(flag => settingOf[flag] ?? [])
}

/** Every group of the pool. */
export async function listGroups(directory: Directory): Promise<Group[]> {
  const groups: Group[] = []
  let token: string | undefined
  do {
    const command = new ListGroupsCommand({UserPoolId: directory.poolId, Limit: pageSize, NextToken: token})
    const page = await read(directory, command)
    groups.push(...(page.Groups ?? []).map(groupOf))
    token = page.NextToken
  } while (token !== undefined)
  return groups
}

/** One group. @throws Failure `not_found`. */
export async function getGroup(directory: Directory, name: string): Promise<Group> {
  const found = await read(directory, new GetGroupCommand({UserPoolId: directory.poolId, GroupName: name}))
  return groupOf(found.Group ?? {GroupName: name})
}

/** Makes a group. @throws Failure `conflict` when there is one of that name. */
export async function createGroup(directory: Directory, name: string, settings: GroupSettings): Promise<Group> {
  if (directory.rehearsal) await refuseExisting(directory, name)
  const command = new CreateGroupCommand(request(directory, name, settings))
  const answerLost = watchForLostAnswers(command)
  const made = await write(directory, command)
    .then(answer => answer?.Group && groupOf(answer.Group))
    .catch(async error => {
      if (!failedWith(error, 'conflict') || !answerLost()) throw error
      const found = await getGroup(directory, name)
      if (differences({name, ...settings}, withoutDates(found)).length > 0) throw error
      return found
    })
  return outcome(directory, {after: {name, ...settings}}, async () => made ?? {name})
}

async function refuseExisting(directory: Directory, name: string): Promise<void> {
  const groups = await listGroups(directory)
  if (groups.some(group => group.name === name))
    throw new Failure('conflict', `Group ${name}: A group with the name already exists.`)
}

/**
 * Changes a group and keeps what is not named. AWS does not say whether UpdateGroup keeps or resets what it leaves out,
 * so the group is read first and written whole, and what was to go is looked for in the answer.
 * @throws Failure `not_found`; `usage` when nothing is to be changed; `unsupported` when the API keeps what was unset.
 */
export async function setGroup(
  directory: Directory,
  name: string,
  {set, unset = []}: {readonly set: GroupSettings; readonly unset?: readonly (keyof GroupSettings)[]},
): Promise<Group> {
  if (Object.keys(set).length + unset.length === 0)
    throw new Failure('usage', 'Nothing to change.', {hints: ['--description TEXT', '--unset precedence']})
  const both = unset.find(key => set[key] !== undefined)
  if (both !== undefined) throw new Failure('usage', `The ${both} is both set and unset.`)
  const before = await getGroup(directory, name)
  const after: Group = without({...before, ...set}, unset)
  // A description can be emptied; for the others the API has no word, and leaving them out is all one can do.
  const emptied = unset.includes('description') ? {description: ''} : {}
  const changed = await write(directory, new UpdateGroupCommand(request(directory, name, {...after, ...emptied})))
  const group = groupOf(changed?.Group ?? {GroupName: name})
  const kept = unset.find(key => group[key] !== undefined)
  if (kept !== undefined)
    throw new Failure('unsupported', `Group ${name}: the API keeps the ${kept}; only a new group is without one.`)
  return outcome(directory, {before, after}, async () => group)
}

function withoutDates({createdAt: _, updatedAt: __, ...group}: Group): Group {
  return group
}

function without({...group}: {-readonly [K in keyof Group]: Group[K]}, unset: readonly (keyof GroupSettings)[]): Group {
  for (const key of unset) delete group[key]
  return group
}

export interface GroupDeleted {
  readonly name: string
  readonly deleted: true
}

/** Deletes a group; its members stay. @throws Failure `not_found`. */
export async function deleteGroup(directory: Directory, name: string): Promise<GroupDeleted> {
  if (directory.rehearsal) directory.rehearsal.changes.push(...differences(await getGroup(directory, name), {}))
  await deleteBy(directory, new DeleteGroupCommand({UserPoolId: directory.poolId, GroupName: name}))
  return {name, deleted: true}
}

function request({poolId}: Directory, name: string, {description, precedence, roleArn}: GroupSettings) {
  return {UserPoolId: poolId, GroupName: name, Description: description, Precedence: precedence, RoleArn: roleArn}
}
