import {
  CreateResourceServerCommand,
  DeleteResourceServerCommand,
  DescribeResourceServerCommand,
  ListResourceServersCommand,
  UpdateResourceServerCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {type Directory, write} from './directory.ts'
import {answerOf, type Settings} from './settings/answer.ts'
import {type Agree, changeSettings, changesOf} from './settings/change.ts'
import {type Document, readDocument, writeDocument} from './settings/document.ts'
import {drafted} from './settings/draft.ts'
import {inputShape, outputShape, without} from './settings/shape.ts'
import type {Subject} from './settings/subject.ts'
import type {Wishes} from './settings/wishes.ts'

/** An API whose scopes clients may ask for; in tokens a scope is `identifier/scopeName`. */
export interface ResourceServer extends Settings {
  readonly identifier: string
  readonly name: string
}

/** Other lists have pages of 60 (ListResourceServers). */
const pageSize = 50

/** Every resource server of the pool. */
export async function listResourceServers(directory: Directory): Promise<ResourceServer[]> {
  const servers: ResourceServer[] = []
  let token: string | undefined
  do {
    const asked = {
      UserPoolId: directory.poolId,
      MaxResults: pageSize,
      ...(token === undefined ? {} : {NextToken: token}),
    }
    const page = await readDocument(directory, new ListResourceServersCommand(asked))
    servers.push(...((page.ResourceServers ?? []) as readonly Document[]).map(serverOf))
    token = page.NextToken as string | undefined
  } while (token !== undefined)
  return servers
}

/** One of them. @throws Failure `not_found`. */
export async function getResourceServer(directory: Directory, identifier: string): Promise<ResourceServer> {
  return serverOf(await serverSubject(directory, identifier).read(directory))
}

/** Changes one and keeps what is not named. @throws Failure `not_found`; `usage`; `conflict`, see changeSettings. */
export async function setResourceServer(
  directory: Directory,
  identifier: string,
  wishes: Wishes,
  agree: Agree,
): Promise<ResourceServer> {
  return serverOf(await changeSettings(directory, serverSubject(directory, identifier), wishes, agree))
}

/** Makes one. @throws Failure `usage` when the pool refuses it, as it does an identifier that is taken. */
export async function createResourceServer(
  directory: Directory,
  identifier: string,
  {name = namedAfter(identifier), ...wishes}: Wishes & {readonly name?: string | undefined},
): Promise<ResourceServer> {
  const settings = drafted(directory, serverSubject(directory, identifier), {Name: name}, wishes)
  const request = {Name: name, ...settings, Identifier: identifier, UserPoolId: directory.poolId}
  const made = await writeDocument(directory, new CreateResourceServerCommand(request))
  return serverOf((made?.ResourceServer as Document | undefined) ?? request)
}

export interface ResourceServerDeleted {
  readonly identifier: string
  readonly deleted: true
}

/** Deletes one: its scopes are in no new token. @throws Failure `not_found`. */
export async function deleteResourceServer(directory: Directory, identifier: string): Promise<ResourceServerDeleted> {
  const subject = serverSubject(directory, identifier)
  if (directory.rehearsal) directory.rehearsal.changes.push(...changesOf(subject, await subject.read(directory), {}))
  await write(directory, new DeleteResourceServerCommand({UserPoolId: directory.poolId, Identifier: identifier}))
  return {identifier, deleted: true}
}

/** A resource server as something with settings. */
export function serverSubject({poolId}: Pick<Directory, 'poolId'>, identifier: string): Subject {
  const whose = {UserPoolId: poolId, Identifier: identifier}
  const describe = () => new DescribeResourceServerCommand(whose)
  const update = (settings: Document) => new UpdateResourceServerCommand({Name: '', ...settings, ...whose})
  return {
    what: `Resource server ${identifier}`,
    names: {},
    known: outputShape(describe(), 'ResourceServer'),
    settable: without(inputShape(update({})), 'UserPoolId', 'Identifier'),
    read: async directory => (await readDocument(directory, describe())).ResourceServer as Document,
    write: async (directory, settings) => void (await writeDocument(directory, update(settings))),
  }
}

function serverOf({UserPoolId: _, ...document}: Document): ResourceServer {
  return {identifier: '', name: '', ...answerOf(serverSubject({poolId: ''}, ''), document)}
}

/** A name may not hold all that an identifier may: of `https://api.example.com/v1` it is `api.example.com-v1`. */
function namedAfter(identifier: string): string {
  return identifier.replace(/^\w+:\/\//, '').replace(/[^\w\s+=,.@-]+/g, '-')
}
