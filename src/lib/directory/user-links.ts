import {
  AdminDisableProviderForUserCommand,
  AdminLinkProviderForUserCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {Failure} from '../failure.ts'
import {type Directory, write} from './directory.ts'
import type {User} from './user.ts'
import {getUser} from './users.ts'

/** Who a user is at a provider. */
export interface Link {
  readonly username: string
  readonly provider: string
  /** The provider's own name for the person: NameID of SAML, `sub` of OpenID Connect. */
  readonly subject: string
  readonly linked: boolean
}

/** The attribute of a provider that a person is known by; the usual one is its subject (AdminLinkProviderForUser). */
const bySubject = 'Cognito_Subject'

/**
 * From now on a person of a provider signs in as this user. They must not have signed in by that provider before.
 * @throws Failure `not_found` for user or provider; `usage`, `conflict` when the person is somebody already.
 */
export async function linkUser(
  directory: Directory,
  {
    username,
    provider,
    subject,
    attribute = bySubject,
  }: Omit<Link, 'linked'> & {readonly attribute?: string | undefined},
): Promise<Link> {
  await write(
    directory,
    new AdminLinkProviderForUserCommand({
      UserPoolId: directory.poolId,
      DestinationUser: {ProviderName: 'Cognito', ProviderAttributeValue: username},
      SourceUser: {ProviderName: provider, ProviderAttributeName: attribute, ProviderAttributeValue: subject},
    }),
  )
  directory.rehearsal?.changes.push({path: `${username}.identities`, after: `${provider}: ${subject}`})
  return {username, provider, subject, linked: true}
}

/**
 * Takes the link away: at their next sign-in by the provider the person is a new user.
 * @throws Failure `not_found` for a user who is nobody at that provider; `usage` when they are several and none is named.
 */
export async function unlinkUser(
  directory: Directory,
  {
    username,
    provider,
    subject,
  }: {readonly username: string; readonly provider: string; readonly subject?: string | undefined},
): Promise<Link> {
  const known = subject ?? onlySubject(await getUser(directory, username), provider)
  await write(
    directory,
    new AdminDisableProviderForUserCommand({
      UserPoolId: directory.poolId,
      User: {ProviderName: provider, ProviderAttributeName: bySubject, ProviderAttributeValue: known},
    }),
  )
  directory.rehearsal?.changes.push({path: `${username}.identities`, before: `${provider}: ${known}`})
  return {username, provider, subject: known, linked: false}
}

/** Who the user is at the provider, by the attribute `identities`. */
function onlySubject({username, attributes}: User, provider: string): string {
  const subjects = identitiesIn(attributes.identities).filter(({providerName}) => providerName === provider)
  const [first, second] = subjects
  if (first === undefined) throw new Failure('not_found', `User ${username} is not linked to anybody at ${provider}.`)
  if (second !== undefined)
    throw new Failure('usage', `User ${username} is several people at ${provider}.`, {
      hints: subjects.map(({userId}) => `--subject ${userId}`),
    })
  return first.userId
}

function identitiesIn(text = '[]'): {providerName: string; userId: string}[] {
  try {
    const identities: unknown = JSON.parse(text)
    return Array.isArray(identities) ? identities : []
  } catch {
    return []
  }
}
