import type {World} from '../world/world.ts'
import {listSecrets} from './client-secrets.ts'
import {clientIdOf, listClients} from './clients.ts'
import type {Directory} from './directory.ts'
import {listGroups} from './groups.ts'
import {listUsers} from './list-users.ts'
import {userFilter} from './user-filter.ts'

/** More than this nobody scrolls through; a name is typed instead. */
const mostChoices = 200

type Asking = Pick<World, 'ask'>

/** The username given, or one chosen by the person. @throws Failure `input_required` where nobody may be asked. */
export async function pickUser({ask}: Asking, directory: Directory, given: string | undefined): Promise<string> {
  if (given !== undefined) return given
  const question = {message: 'Which user?', flag: 'USERNAME'}
  // A refusal must not wait for a list that nobody will see.
  if (!ask.possible) return ask.text(question)
  const users = await listUsers(directory, userFilter({}), {limit: mostChoices + 1})
  if (users.length === 0 || users.length > mostChoices) return ask.text(question)
  const choices = users.map(({username, attributes: {email}}) => ({
    name: email === undefined || email === username ? username : `${username}  ${email}`,
    value: username,
  }))
  return ask.choose({...question, choices})
}

/** The group given, or one chosen by the person. @throws Failure `input_required` where nobody may be asked. */
export async function pickGroup({ask}: Asking, directory: Directory, given: string | undefined): Promise<string> {
  if (given !== undefined) return given
  const question = {message: 'Which group?', flag: 'GROUP'}
  if (!ask.possible) return ask.text(question)
  const groups = await listGroups(directory)
  if (groups.length === 0 || groups.length > mostChoices) return ask.text(question)
  const choices = groups.map(({name, description}) => ({
    name,
    value: name,
    ...(description === undefined ? {} : {description}),
  }))
  return ask.choose({...question, choices})
}

/** The group given first and the users given after it; where one is missing, chosen by the person. */
export async function pickMembers(
  asking: Asking,
  directory: Directory,
  [name, ...users]: readonly string[],
): Promise<{readonly group: string; readonly users: readonly [string, ...string[]]}> {
  const group = await pickGroup(asking, directory, name)
  const [first, ...more] = users
  return {group, users: [await pickUser(asking, directory, first), ...more]}
}

/**
 * The id of the client given by id or name, else of the profile's own, else of one chosen by the person.
 * @throws Failure `input_required` where nobody may be asked.
 */
export async function pickClient(
  asking: Asking,
  directory: Directory,
  given: string | undefined = directory.profile.clientId,
): Promise<string> {
  if (given !== undefined) return clientIdOf(directory, given)
  return chooseClient(asking, directory)
}

/** The same, but never the profile's own unless it is named: for what cannot be undone. */
export async function pickAnyClient(asking: Asking, directory: Directory, given: string | undefined): Promise<string> {
  return given === undefined ? chooseClient(asking, directory) : clientIdOf(directory, given)
}

async function chooseClient({ask}: Asking, directory: Directory): Promise<string> {
  const question = {message: 'Which client?', flag: 'CLIENT'}
  if (!ask.possible) return ask.text(question)
  const clients = await listClients(directory)
  if (clients.length === 0 || clients.length > mostChoices) return ask.text(question)
  return ask.choose({...question, choices: clients.map(({id, name}) => ({name: `${name}  ${id}`, value: id}))})
}

/** The id of the secret given, or of one the person chooses. @throws Failure `input_required`. */
export async function pickSecret(
  {ask}: Asking,
  directory: Directory,
  clientId: string,
  given: string | undefined,
): Promise<string> {
  if (given !== undefined) return given
  const question = {message: 'Which secret?', flag: 'SECRET'}
  if (!ask.possible) return ask.text(question)
  const secrets = await listSecrets(directory, clientId)
  if (secrets.length === 0) return ask.text(question)
  return ask.choose({
    ...question,
    choices: secrets.map(({id, createdAt}) => ({name: `${id}  ${createdAt}`, value: id})),
  })
}
