import {
  CreateIdentityProviderCommand,
  DeleteIdentityProviderCommand,
  DescribeIdentityProviderCommand,
  ListIdentityProvidersCommand,
  UpdateIdentityProviderCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {Failure} from '../failure.ts'
import {type Directory, read, write} from './directory.ts'
import {answerOf, type Settings} from './settings/answer.ts'
import {type Agree, changeSettings, changesOf} from './settings/change.ts'
import {dateNames} from './settings/dates.ts'
import {type Document, isDocument, readDocument, writeDocument} from './settings/document.ts'
import {drafted} from './settings/draft.ts'
import {inputShape, outputShape, without} from './settings/shape.ts'
import type {Subject} from './settings/subject.ts'
import type {Wishes} from './settings/wishes.ts'
import {dates} from './user.ts'

/** Somebody else who signs people in for the pool. */
export interface IdentityProvider extends Settings {
  readonly name: string
  readonly type: string
}

/** A provider as lists have it. */
export interface IdentityProviderListed {
  readonly name: string
  readonly type: string
  readonly createdAt?: string
  readonly updatedAt?: string
}

const names = {ProviderName: 'name', ProviderType: 'type', ProviderDetails: 'details', ...dateNames}
const pageSize = 60

/** Every identity provider of the pool. */
export async function listIdentityProviders(directory: Directory): Promise<IdentityProviderListed[]> {
  const providers: IdentityProviderListed[] = []
  let token: string | undefined
  do {
    const asked = {UserPoolId: directory.poolId, MaxResults: pageSize, NextToken: token}
    const page = await read(directory, new ListIdentityProvidersCommand(asked))
    for (const {ProviderName = '', ProviderType = '', CreationDate, LastModifiedDate} of page.Providers ?? [])
      providers.push({name: ProviderName, type: ProviderType, ...dates(CreationDate, LastModifiedDate)})
    token = page.NextToken
  } while (token !== undefined)
  return providers
}

/** One of them. Its client secret only when asked to reveal it. @throws Failure `not_found`. */
export async function getIdentityProvider(
  directory: Directory,
  name: string,
  {reveal}: {readonly reveal?: boolean | undefined} = {},
): Promise<IdentityProvider> {
  return providerOf(await providerSubject(directory, name).read(directory), reveal)
}

/** Changes one and keeps what is not named. @throws Failure `not_found`; `usage`; `conflict`, see changeSettings. */
export async function setIdentityProvider(
  directory: Directory,
  name: string,
  wishes: Wishes,
  agree: Agree,
): Promise<IdentityProvider> {
  return providerOf(await changeSettings(directory, providerSubject(directory, name), wishes, agree))
}

/** What a new provider is made of. */
export interface NewProvider extends Wishes {
  readonly name: string
  /** As the API has it: `SAML`, `OIDC`, `Google`, … */
  readonly type: string
  /** By the API's own names, such as `client_id`. */
  readonly details: Readonly<Record<string, string>>
}

/** Makes one. @throws Failure `conflict` when the name is taken; `usage` when the pool refuses a value. */
export async function createIdentityProvider(
  directory: Directory,
  {name, type, details, ...wishes}: NewProvider,
): Promise<IdentityProvider> {
  const given = {ProviderName: name, ProviderType: type, ProviderDetails: details}
  const draft = {...providerSubject(directory, name), settable: without(inputShape(creation({})), 'UserPoolId')}
  const settings = drafted(directory, draft, given, wishes)
  const made = await writeDocument(directory, creation({...settings, UserPoolId: directory.poolId}))
  return providerOf((made?.IdentityProvider as Document | undefined) ?? settings)
}

export interface IdentityProviderDeleted {
  readonly name: string
  readonly deleted: true
}

/** Deletes one: its people can no longer sign in. @throws Failure `not_found`. */
export async function deleteIdentityProvider(directory: Directory, name: string): Promise<IdentityProviderDeleted> {
  const subject = providerSubject(directory, name)
  if (directory.rehearsal) directory.rehearsal.changes.push(...changesOf(subject, await subject.read(directory), {}))
  await write(directory, new DeleteIdentityProviderCommand({UserPoolId: directory.poolId, ProviderName: name}))
  return {name, deleted: true}
}

/** A provider as something with settings. */
export function providerSubject({poolId}: Pick<Directory, 'poolId'>, name: string): Subject {
  const whose = {UserPoolId: poolId, ProviderName: name}
  const describe = () => new DescribeIdentityProviderCommand(whose)
  const update = (settings: Document) => new UpdateIdentityProviderCommand({...settings, ...whose})
  return {
    what: `Identity provider ${name}`,
    names,
    known: outputShape(describe(), 'IdentityProvider'),
    settable: without(inputShape(update({})), 'UserPoolId', 'ProviderName'),
    derived: () => derivedDetails.map(detail => ['ProviderDetails', detail]),
    untold: [['ProviderDetails', 'private_key']],
    read: async directory => (await readDocument(directory, describe())).IdentityProvider as Document,
    write: async (directory, settings) => {
      refuseLoss(name, settings)
      await writeDocument(directory, update(settings))
    },
  }
}

/** What the service reads out of metadata and adds to the details (CreateIdentityProvider, ProviderDetails). */
export const derivedDetails: readonly string[] = [
  'SSORedirectBindingURI',
  'SLORedirectBindingURI',
  'ActiveEncryptionCertificate',
  'attributes_url_add_attributes',
]

/** Apple's private key is never told: written whole without it, a provider with Apple's other keys would lose it. */
function refuseLoss(name: string, {ProviderDetails}: Document): void {
  if (!isDocument(ProviderDetails) || ProviderDetails.private_key !== undefined) return
  if (ProviderDetails.team_id === undefined || ProviderDetails.key_id === undefined) return
  throw new Failure(
    'input_required',
    `Identity provider ${name}: Cognito does not tell Apple’s private key, and a change without it would lose it.`,
    {hints: ['name it along with the change: --from-file FILE with {"details": {"private_key": "…"}}']},
  )
}

function creation(settings: Document): CreateIdentityProviderCommand {
  return new CreateIdentityProviderCommand(
    settings as unknown as ConstructorParameters<typeof CreateIdentityProviderCommand>[0],
  )
}

function providerOf({UserPoolId: _, ...document}: Document, reveal?: boolean): IdentityProvider {
  return {name: '', type: '', ...answerOf(providerSubject({poolId: ''}, ''), document, {reveal})}
}
