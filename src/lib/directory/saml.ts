import {
  DescribeIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetSigningCertificateCommand,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider'
import {Failure} from '../failure.ts'
import {type Directory, read} from './directory.ts'
import {addressOf} from './domains.ts'

/** A pool to SAML providers: where its sign-in pages are, and by what it signs. */
export interface SamlSide {
  readonly userPoolId: string
  readonly address: string
  readonly certificate?: string
}

/** @throws Failure `not_found` for a pool without a domain, which nobody can be sent back to. */
export async function samlSide(directory: Directory): Promise<SamlSide> {
  const {poolId: userPoolId} = directory
  const [{UserPool}, {Certificate}] = await Promise.all([
    read(directory, new DescribeUserPoolCommand({UserPoolId: userPoolId})),
    read(directory, new GetSigningCertificateCommand({UserPoolId: userPoolId})),
  ])
  const address = signInAddress(directory, UserPool)
  if (address === undefined)
    throw new Failure('not_found', `Pool ${userPoolId} has no domain, which SAML providers send people back to.`, {
      hints: ['authctl domain create PREFIX'],
    })
  return {userPoolId, address, ...(Certificate && {certificate: Certificate})}
}

/** What a sign-in by a provider is held against. */
export interface SamlRules {
  readonly mapping: Readonly<Record<string, string>>
  readonly provider: string
  readonly caseSensitive: boolean
  readonly schema: readonly {readonly name: string; readonly required: boolean; readonly mutable: boolean}[]
  /** What the profile's app client may write, where it is limited. */
  readonly writable?: readonly string[]
  readonly address?: string
}

/** The provider's own mapping, with the schema of the pool and the limits of the profile's client. @throws Failure `not_found`; `usage` for a provider of another kind. */
export async function samlRules(directory: Directory, provider: string): Promise<SamlRules> {
  const {poolId: UserPoolId, profile} = directory
  const [{IdentityProvider: found}, {UserPool}, client] = await Promise.all([
    read(directory, new DescribeIdentityProviderCommand({UserPoolId, ProviderName: provider})),
    read(directory, new DescribeUserPoolCommand({UserPoolId})),
    profile.clientId === undefined
      ? undefined
      : read(directory, new DescribeUserPoolClientCommand({UserPoolId, ClientId: profile.clientId})),
  ])
  if (found?.ProviderType !== 'SAML')
    throw new Failure('usage', `The provider ${provider} is of type ${found?.ProviderType ?? 'unknown'}, not SAML.`)
  const address = signInAddress(directory, UserPool)
  const writable = client?.UserPoolClient?.WriteAttributes
  return {
    mapping: found.AttributeMapping ?? {},
    provider,
    caseSensitive: UserPool?.UsernameConfiguration?.CaseSensitive !== false,
    schema: (UserPool?.SchemaAttributes ?? []).map(({Name = '', Required = false, Mutable = true}) => ({
      name: Name,
      required: Required,
      mutable: Mutable,
    })),
    ...(writable && {writable}),
    ...(address !== undefined && {address}),
  }
}

/** A stack of one's own has its pages at its own address, whatever domain a pool there has. */
function signInAddress(directory: Directory, pool: UserPoolType | undefined): string | undefined {
  const domain = pool?.CustomDomain ?? pool?.Domain
  return domain === undefined ? directory.profile.endpoint : addressOf(directory, domain)
}
