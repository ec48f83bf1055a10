import {
  CreateUserPoolDomainCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  UpdateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {Failure} from '../failure.ts'
import {type Directory, read, write} from './directory.ts'
import {answerOf, type Settings} from './settings/answer.ts'
import {type Agree, changeSettings, changesOf} from './settings/change.ts'
import {type Document, isDocument, readDocument, writeDocument} from './settings/document.ts'
import {drafted} from './settings/draft.ts'
import {inputShape, outputShape, without} from './settings/shape.ts'
import type {Subject} from './settings/subject.ts'
import type {Wishes} from './settings/wishes.ts'

/** Where a pool's sign-in pages and token endpoint are: a prefix of AWS's own domain, or a domain of one's own. */
export interface Domain extends Settings {
  readonly domain: string
  /** The address it makes. */
  readonly url: string
}

/** The domains of the pool: at most one of each kind. */
export async function listDomains(directory: Directory): Promise<Domain[]> {
  const {UserPool} = await read(directory, new DescribeUserPoolCommand({UserPoolId: directory.poolId}))
  const names = [UserPool?.Domain, UserPool?.CustomDomain].filter(name => name !== undefined)
  return Promise.all(names.map(name => getDomain(directory, name)))
}

/** One domain. @throws Failure `not_found`. */
export async function getDomain(directory: Directory, domain: string): Promise<Domain> {
  return domainOf(directory, await domainSubject(directory, domain).read(directory))
}

/** Changes one and keeps what is not named. @throws Failure `not_found`; `usage`; `conflict`, see changeSettings. */
export async function setDomain(directory: Directory, domain: string, wishes: Wishes, agree: Agree): Promise<Domain> {
  return domainOf(directory, await changeSettings(directory, domainSubject(directory, domain), wishes, agree))
}

/** Gives the pool a domain. @throws Failure `usage` when it is taken, by this pool or another. */
export async function createDomain(directory: Directory, domain: string, wishes: Wishes): Promise<Domain> {
  const settings = drafted(directory, domainSubject(directory, domain), {}, wishes)
  const request = {...settings, Domain: domain, UserPoolId: directory.poolId}
  const made = await writeDocument(directory, new CreateUserPoolDomainCommand(request))
  return domainOf(directory, {...settings, Domain: domain, ...made})
}

export interface DomainDeleted {
  readonly domain: string
  readonly deleted: true
}

/** Takes a domain from the pool: nobody signs in there any more. @throws Failure `not_found`. */
export async function deleteDomain(directory: Directory, domain: string): Promise<DomainDeleted> {
  const subject = domainSubject(directory, domain)
  const before = await subject.read(directory)
  directory.rehearsal?.changes.push(...changesOf(subject, before, {}))
  await write(directory, new DeleteUserPoolDomainCommand({UserPoolId: directory.poolId, Domain: domain}))
  return {domain, deleted: true}
}

function domainSubject({poolId}: Pick<Directory, 'poolId'>, domain: string): Subject {
  const whose = {UserPoolId: poolId, Domain: domain}
  const describe = () => new DescribeUserPoolDomainCommand({Domain: domain})
  const update = (settings: Document) => new UpdateUserPoolDomainCommand({...settings, ...whose})
  return {
    what: `Domain ${domain}`,
    names: {},
    told: ['url'],
    known: outputShape(describe(), 'DomainDescription'),
    settable: without(inputShape(update({})), 'UserPoolId', 'Domain'),
    read: async directory => {
      const found = (await readDocument(directory, describe())).DomainDescription as Document | undefined
      // A domain nobody has is described as nothing (DescribeUserPoolDomain).
      if (found?.Domain === undefined) throw new Failure('not_found', `Domain ${domain}: nobody has it.`)
      if (found.UserPoolId !== poolId)
        throw new Failure('not_found', `Domain ${domain}: it belongs to another pool, ${found.UserPoolId}.`)
      // For a prefix it is told as {}, and refused as such when it is written.
      const {CustomDomainConfig: own, ...settings} = found
      return isDocument(own) && Object.keys(own).length > 0 ? found : settings
    },
    write: async (directory, settings) => void (await writeDocument(directory, update(settings))),
  }
}

function domainOf(directory: Directory, {UserPoolId: _, AWSAccountId: __, ...document}: Document): Domain {
  const {domain, ...settings} = answerOf(domainSubject(directory, ''), document)
  const name = String(domain)
  return {domain: name, url: addressOf(directory, name), ...settings}
}

/** Where a domain leads. Another stack than AWS has its pages at its own address. */
export function addressOf({poolId, profile: {endpoint}}: Directory, domain: string): string {
  if (endpoint !== undefined) return endpoint
  return `https://${domain.includes('.') ? domain : `${domain}.auth.${poolId.split('_')[0]}.amazoncognito.com`}`
}
