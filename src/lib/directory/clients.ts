import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {failedWith} from '../failure.ts'
import {type Directory, read, write} from './directory.ts'
import {sendOnce} from './lost-answer.ts'
import {answerOf, type Settings} from './settings/answer.ts'
import {type Agree, changeSettings, changesOf} from './settings/change.ts'
import {dateNames} from './settings/dates.ts'
import {type Document, readDocument, writeDocument} from './settings/document.ts'
import {drafted} from './settings/draft.ts'
import {inputShape, outputShape, without} from './settings/shape.ts'
import type {Draft, Subject} from './settings/subject.ts'
import type {Wishes} from './settings/wishes.ts'

/** One app client of a pool; further settings as DescribeUserPoolClient has them, in camel case. */
export interface Client extends Settings {
  readonly id: string
  readonly name: string
  /** Whether it has a secret. */
  readonly confidential: boolean
}

/** A client as lists have it. */
export interface ClientListed {
  readonly id: string
  readonly name: string
}

const names = {ClientId: 'id', ClientName: 'name', ...dateNames}
const pageSize = 60

/** Every client of the pool. */
export async function listClients(directory: Directory): Promise<ClientListed[]> {
  const clients: ClientListed[] = []
  let token: string | undefined
  do {
    const command = new ListUserPoolClientsCommand({
      UserPoolId: directory.poolId,
      MaxResults: pageSize,
      NextToken: token,
    })
    const page = await read(directory, command)
    clients.push(
      ...(page.UserPoolClients ?? []).map(({ClientId = '', ClientName = ''}) => ({id: ClientId, name: ClientName})),
    )
    token = page.NextToken
  } while (token !== undefined)
  return clients
}

/**
 * The id of the client that is called `given`, by its id or, where just one has it, by its name. What is neither is
 * given back, for the service to say that it does not exist.
 */
export async function clientIdOf(directory: Directory, given: string): Promise<string> {
  const issued = /^[a-z0-9]{26}$/
  if (issued.test(given)) return given
  const clients = await listClients(directory).catch(error => {
    if (failedWith(error, 'denied')) return []
    throw error
  })
  if (clients.some(({id}) => id === given)) return given
  const named = clients.filter(({name}) => name === given)
  return named.length === 1 ? (named[0]?.id ?? given) : given
}

/** One client. Its secret only when asked to reveal it. @throws Failure `not_found`. */
export async function getClient(
  directory: Directory,
  id: string,
  {reveal}: {readonly reveal?: boolean | undefined} = {},
): Promise<Client> {
  const subject = clientSubject(directory, id)
  return clientOf(subject, await subject.read(directory), reveal)
}

/** Changes a client and keeps what is not named. @throws Failure `not_found`; `usage`; `conflict`, see changeSettings. */
export async function setClient(directory: Directory, id: string, wishes: Wishes, agree: Agree): Promise<Client> {
  const subject = clientSubject(directory, id)
  return clientOf(subject, await changeSettings(directory, subject, wishes, agree))
}

/** What a new client is to be. */
export interface NewClient extends Wishes {
  readonly name: string
  /** Confidential: the service makes a secret for it. */
  readonly secret?: boolean
  readonly reveal?: boolean
}

/** Makes a client. @throws Failure `usage` when the pool refuses a setting; `denied` at the limit of the pool. */
export async function createClient(
  directory: Directory,
  {name, secret, reveal, ...wishes}: NewClient,
): Promise<Client> {
  const draft = {...clientSubject(directory, name), settable: without(inputShape(creation({})), ...ids, 'ClientSecret')}
  const given = {ClientName: name, ...(secret ? {GenerateSecret: true} : {})}
  const settings = drafted(directory, draft, given, wishes)
  const request = creation({UserPoolId: directory.poolId, ...settings})
  sendOnce(request, {what: `client ${name}`, look: 'authctl client list'})
  const made = await writeDocument(directory, request)
  return clientOf(draft, (made?.UserPoolClient as Document | undefined) ?? settings, reveal)
}

export interface ClientDeleted {
  readonly id: string
  readonly deleted: true
}

/** Deletes a client: whoever signs in with it no longer can. @throws Failure `not_found`. */
export async function deleteClient(directory: Directory, id: string): Promise<ClientDeleted> {
  if (directory.rehearsal) {
    const subject = clientSubject(directory, id)
    directory.rehearsal.changes.push(...changesOf(subject, await subject.read(directory), {}))
  }
  await write(directory, new DeleteUserPoolClientCommand({UserPoolId: directory.poolId, ClientId: id}))
  return {id, deleted: true}
}

const ids = ['UserPoolId', 'ClientId']

/** A client as something with settings. */
export function clientSubject({poolId}: Pick<Directory, 'poolId'>, id: string): Subject {
  const whose = {UserPoolId: poolId, ClientId: id}
  const describe = () => new DescribeUserPoolClientCommand(whose)
  const update = (settings: Document) => new UpdateUserPoolClientCommand({...settings, ...whose})
  return {
    what: `Client ${id}`,
    names,
    told: ['confidential', 'flows'],
    known: outputShape(describe(), 'UserPoolClient'),
    settable: without(inputShape(update({})), ...ids),
    read: async directory => (await readDocument(directory, describe())).UserPoolClient as Document,
    write: async (directory, settings) => void (await writeDocument(directory, update(settings))),
  }
}

function creation(settings: Document): CreateUserPoolClientCommand {
  // As the service takes it: settings nobody here knows go along.
  return new CreateUserPoolClientCommand(
    settings as unknown as ConstructorParameters<typeof CreateUserPoolClientCommand>[0],
  )
}

function clientOf(draft: Draft, {UserPoolId: _, ...document}: Document, reveal?: boolean): Client {
  const {id = '', name = '', ...settings} = answerOf(draft, document, {reveal})
  const confidential = document.ClientSecret !== undefined || document.GenerateSecret === true
  return {id: String(id), name: String(name), confidential, ...settings}
}
