import type {ExplicitAuthFlowsType} from '@aws-sdk/client-cognito-identity-provider'

/** A world to begin with, in the words a newcomer would write: what people put in a seed file. */
export interface Seed {
  readonly pools: readonly SeedPool[]
}

export interface SeedPool {
  /** `region_Id`; the region is read from it. */
  readonly id: string
  readonly name: string
  /** A second factor: not at all unless said. */
  readonly mfa?: 'off' | 'optional' | 'on'
  /** What may be asked as a second factor: authenticator apps unless said. */
  readonly secondFactors?: readonly ('app' | 'sms' | 'email')[]
  /** What people may sign in with by USER_AUTH: a password unless said. */
  readonly firstFactors?: readonly ('password' | 'email' | 'sms')[]
  /** Devices are tracked where this is said: remembered always, or once their owner says so. */
  readonly devices?: 'always' | 'opt-in'
  /** What a sign-in by CUSTOM_AUTH is asked, one after another, and the right answers. */
  readonly customChallenges?: readonly {
    readonly parameters: Readonly<Record<string, string>>
    readonly answer: string
  }[]
  /** Names without `custom:`; their values are text. */
  readonly customAttributes?: readonly string[]
  readonly groups?: readonly {readonly name: string; readonly description?: string; readonly precedence?: number}[]
  readonly users?: readonly SeedUser[]
  readonly resourceServers?: readonly {
    readonly identifier: string
    readonly name?: string
    readonly scopes: readonly {readonly name: string; readonly description?: string}[]
  }[]
  readonly identityProviders?: readonly SeedProvider[]
  readonly clients?: readonly SeedClient[]
}

/** Where people of elsewhere sign in. */
export interface SeedProvider {
  readonly name: string
  readonly type: 'SAML' | 'OIDC'
  /** As the API's ProviderDetails; `{stack}` stands for the stack's own address. */
  readonly details: Readonly<Record<string, string>>
  /** What the provider calls it, by the pool's attribute. */
  readonly mapping?: Readonly<Record<string, string>>
  readonly identifiers?: readonly string[]
}

export interface SeedUser {
  readonly username: string
  readonly password?: string
  /** A temporary password must be changed at the first sign-in. */
  readonly temporary?: boolean
  readonly attributes?: Readonly<Record<string, string>>
  readonly groups?: readonly string[]
}

export interface SeedClient {
  readonly id: string
  readonly name: string
  /** Confidential when given: 24 to 64 letters, digits, `_` and `+`. */
  readonly secret?: string
  readonly callbackUrls?: readonly string[]
  readonly logoutUrls?: readonly string[]
  readonly flows?: readonly ('code' | 'implicit' | 'client_credentials')[]
  readonly scopes?: readonly string[]
  /** Names of providers; people of the pool itself, `COGNITO`, unless said. */
  readonly identityProviders?: readonly string[]
  /** `ALLOW_…` values. */
  readonly authFlows?: readonly ExplicitAuthFlowsType[]
  readonly rotateRefreshTokens?: boolean
}

/** The demo world: a notes API and three people who may do different things with it. */
export const seed: Seed = {
  pools: [
    {
      id: 'us-east-1_LocalPool',
      name: 'local',
      groups: [
        {name: 'admins', description: 'May read everything and remove notes.', precedence: 1},
        {name: 'editors', description: 'May write notes.', precedence: 10},
      ],
      users: [
        {
          username: 'ada',
          password: 'Correct-Horse-9',
          attributes: {email: 'ada@example.com', email_verified: 'true', name: 'Ada Lovelace'},
          groups: ['admins', 'editors'],
        },
        {
          username: 'grace',
          password: 'Correct-Horse-9',
          attributes: {email: 'grace@example.com', email_verified: 'true', name: 'Grace Hopper'},
          groups: ['editors'],
        },
        {
          username: 'linus',
          password: 'Correct-Horse-9',
          attributes: {email: 'linus@example.com', email_verified: 'true', name: 'Linus Pauling'},
        },
      ],
      resourceServers: [
        {
          identifier: 'notes',
          name: 'Notes API',
          scopes: [
            {name: 'read', description: 'Read notes'},
            {name: 'write', description: 'Write notes'},
          ],
        },
      ],
      identityProviders: [
        {
          name: 'AcmeSAML',
          type: 'SAML',
          details: {MetadataURL: '{stack}/idp/saml/metadata'},
          mapping: {
            email: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
            name: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
          },
          identifiers: ['acme.example'],
        },
        {
          name: 'AcmeOIDC',
          type: 'OIDC',
          details: {
            client_id: 'userpool',
            client_secret: 'userpool_secret_for_this_machine_only',
            authorize_scopes: 'openid email profile',
            oidc_issuer: '{stack}/idp/oidc',
            attributes_request_method: 'GET',
          },
          mapping: {email: 'email', email_verified: 'email_verified', name: 'name'},
        },
      ],
      clients: [
        {
          id: 'localcli',
          name: 'cli',
          identityProviders: ['COGNITO', 'AcmeSAML', 'AcmeOIDC'],
          callbackUrls: [8400, 8401, 8402].map(port => `http://localhost:${port}/callback`),
          logoutUrls: ['http://localhost:8400/signed-out'],
          flows: ['code'],
          scopes: ['openid', 'email', 'profile', 'notes/read', 'notes/write', 'aws.cognito.signin.user.admin'],
          authFlows: [
            'ALLOW_USER_SRP_AUTH',
            'ALLOW_USER_PASSWORD_AUTH',
            'ALLOW_ADMIN_USER_PASSWORD_AUTH',
            'ALLOW_REFRESH_TOKEN_AUTH',
          ],
        },
        {
          id: 'localweb',
          name: 'web',
          secret: 'localweb_secret_for_this_machine_only',
          identityProviders: ['COGNITO', 'AcmeSAML', 'AcmeOIDC'],
          callbackUrls: ['http://localhost:8400/callback'],
          flows: ['code'],
          scopes: ['openid', 'email', 'profile', 'notes/read'],
          rotateRefreshTokens: true,
        },
        {
          id: 'localmachine',
          name: 'machine',
          secret: 'localmachine_secret_for_this_machine_only',
          flows: ['client_credentials'],
          scopes: ['notes/read', 'notes/write'],
        },
      ],
    },
  ],
}
