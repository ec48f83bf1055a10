import type {
  AttributeType,
  AuthEventType,
  CustomDomainConfigType,
  GetUserPoolMfaConfigResponse,
  GetUserPoolSessionConfigurationResponse,
  GroupType,
  IdentityProviderType,
  ResourceServerType,
  UserPoolClientType,
  UserPoolType,
  UserStatusType,
} from '@aws-sdk/client-cognito-identity-provider'
import type {JWK} from 'jose'
import type {Attempts, PasswordVerifier, PendingCode, SecondFactors, TrackedDevice} from './factors.ts'
import {firstNotebook, type Notebook} from './notes.ts'
import type {Challenge, CustomChallenge, RefreshToken} from './sign-ins.ts'

/**
 * Everything the stack remembers: plain values, Maps and Sets, so that it can be written to a file and read again.
 * Times are milliseconds since the epoch of the stack's own clock unless a name says seconds.
 */
export interface State {
  readonly pools: Map<string, Pool>
  /** What the OAuth engine keeps (sessions, grants, codes), by model and id. */
  readonly engine: Map<string, EngineRecord>
  /** What was sent to people, oldest first: there is no mail here, it is read at `/_stack/mailbox`. */
  readonly mailbox: Message[]
  /** What the guarded APIs serve. */
  readonly notebook: Notebook
  /** By which the stack's own SAML identity provider signs. */
  samlSigner: SamlSigner | undefined
  /** The people of the stack's own identity providers; made when somebody first needs them. */
  outside: Pool | undefined
}

export interface DomainSettings {
  readonly ManagedLoginVersion?: number
  readonly CustomDomainConfig?: CustomDomainConfigType
}

export interface Message {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly username: string
  readonly medium: 'EMAIL' | 'SMS'
  readonly to: string
  /** What the code is for. */
  readonly purpose: string
  readonly code: string
}

export interface EngineRecord {
  readonly payload: Record<string, unknown>
  readonly expiresAt?: number
}

export interface Pool {
  readonly id: string
  readonly region: string
  /** As DescribeUserPool answers it, without what is counted or dated on the way out. */
  settings: UserPoolType
  /** Per-factor settings, as GetUserPoolMfaConfig answers them. */
  mfa: GetUserPoolMfaConfigResponse
  readonly createdAt: number
  updatedAt: number
  /** By username. */
  readonly users: Map<string, User>
  readonly groups: Map<string, Group>
  readonly clients: Map<string, Client>
  readonly resourceServers: Map<string, ResourceServerType>
  /** By name. Absent until there is one, and in states that were kept before there could be any. */
  identityProviders?: Map<string, IdentityProvider>
  /** By SHA-256 of the token: the token itself is not kept. */
  readonly refreshTokens: Map<string, RefreshToken>
  /** `origin_jti` of sign-ins that were revoked: their access tokens stop working here, while still verifying offline. */
  readonly revokedOrigins: Set<string>
  /** Sign-ins that wait for an answer, by SHA-256 of their session string. */
  readonly challenges: Map<string, Challenge>
  /** What a sign-in by CUSTOM_AUTH is asked, one after another, in place of Lambda functions. */
  readonly customChallenges?: readonly CustomChallenge[]
  keys?: PoolKeys
  /** Absent where sessions were never tracked. */
  sessionTracking?: Pick<GetUserPoolSessionConfigurationResponse, 'UserSessionTracking' | 'TokenSession'>
  /** By name, what was said of a domain. Absent for one that was there before its settings were kept. */
  domains?: Map<string, DomainSettings>
  /** By which it signs requests to SAML providers. */
  samlSigner?: SamlSigner
}

export interface User extends Attempts {
  readonly username: string
  readonly sub: string
  attributes: AttributeType[]
  enabled: boolean
  status: UserStatusType
  readonly createdAt: number
  updatedAt: number
  /** SRP-6a verifier of the password: enough to check one, by SRP or plainly, and not the password. */
  password?: PasswordVerifier
  /** Until when a temporary password may be used. */
  temporaryUntil?: number
  /** Earlier passwords, newest first, where the pool's policy forbids to use them again. */
  formerPasswords: PasswordVerifier[]
  /** Tokens issued before this moment are revoked (GlobalSignOut). */
  signedOutAt?: number
  mfa: SecondFactors
  /** Pending confirmation, reset and verification codes by purpose. */
  readonly codes: Map<string, PendingCode>
  /** By device key, where the pool tracks devices. */
  devices?: Map<string, TrackedDevice>
  /** Sign-ins, newest first, where the pool watches over them. */
  events?: AuthEventType[]
}

export interface Group {
  settings: GroupType
  readonly createdAt: number
  updatedAt: number
  /** Usernames. */
  readonly members: Set<string>
}

export interface Client {
  /** As DescribeUserPoolClient answers it, without the dates. */
  settings: UserPoolClientType & {ClientId: string; ClientName: string}
  /** None for a public client, at most two otherwise; the first is also in the settings. */
  secrets: ClientSecret[]
  readonly createdAt: number
  updatedAt: number
}

/** Where people of elsewhere sign in: a SAML or OpenID provider, or a social one. */
export interface IdentityProvider {
  /** As DescribeIdentityProvider answers it, without the dates; in the details `{stack}` stands for the stack's address. */
  settings: IdentityProviderType
  readonly createdAt: number
  updatedAt: number
}

/** A key, PEM, and its certificate, base64 DER. */
export interface SamlSigner {
  readonly privateKey: string
  readonly certificate: string
}

export interface ClientSecret {
  readonly id: string
  readonly value: string
  readonly createdAt: number
}

/** Two key pairs per pool, as Cognito has: one signs ID tokens, the other access tokens. The newest comes first. */
export interface PoolKeys {
  id: SigningKey[]
  access: SigningKey[]
}

export interface SigningKey {
  readonly kid: string
  readonly privateJwk: JWK
  readonly publicJwk: JWK
}

export function emptyState(): State {
  return {
    pools: new Map(),
    engine: new Map(),
    mailbox: [],
    notebook: firstNotebook(),
    samlSigner: undefined,
    outside: undefined,
  }
}

/** Whether `secret` is one of the client's. */
export function knowsSecret({secrets}: Client, secret: string): boolean {
  return secrets.some(({value}) => value === secret)
}

/** The groups of a user, in order of precedence: lower first, those without one last. */
export function groupsOf(pool: Pool, username: string): Group[] {
  return [...pool.groups.values()]
    .filter(group => group.members.has(username))
    .sort((a, b) => (a.settings.Precedence ?? Infinity) - (b.settings.Precedence ?? Infinity))
}

/** The pool and app client a client id belongs to: ids are unique across pools. */
export function findClient(state: State, clientId: string | undefined): {pool: Pool; client: Client} | undefined {
  if (clientId === undefined) return undefined
  for (const pool of state.pools.values()) {
    const client = pool.clients.get(clientId)
    if (client) return {pool, client}
  }
  return undefined
}
