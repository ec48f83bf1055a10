/** Whom we talk to: an issuer, a client at it, a user pool behind it, and the APIs its tokens open. */
export interface Profile {
  readonly name: string
  readonly issuer?: string
  readonly clientId?: string
  readonly clientAuth?: ClientAuth
  readonly scopes?: readonly string[]
  readonly redirectUris?: readonly string[]
  readonly resource?: string
  readonly region?: string
  readonly userPoolId?: string
  /** Address of the Cognito API where it is not AWS's own: the local stack, or another emulator. */
  readonly endpoint?: string
  /** The one endpoint of AWS's device grant sample, which stands in front of a pool. */
  readonly deviceEndpoint?: string
  readonly store?: Store
  readonly apis?: Readonly<Record<string, Api>>
  /** What it was made from, for comparing it with what is deployed now. */
  readonly origin?: Origin
}

/** How the client proves itself at the token endpoint (OpenID Connect Core, section 9). */
export type ClientAuth = 'none' | 'basic' | 'basic-raw' | 'post' | 'private-key-jwt' | 'tls'

/** Where the tokens of this profile are kept. */
export type Store = 'keyring' | 'encrypted' | 'plaintext' | 'none'

/** Where a profile was read from: an outputs file, a CloudFormation stack, the environment of `sst shell`. */
export interface Origin {
  readonly kind: 'file' | 'stack' | 'sst'
  /** Full path of the file, name of the stack, or app and stage. */
  readonly name: string
  /** The stack's. */
  readonly region?: string
  /** Field of the profile, an API as `apis.NAME`, to where its value stood. */
  readonly taken: Readonly<Record<string, string>>
}

export interface Api {
  readonly kind: 'graphql' | 'events' | 'rest'
  readonly url: string
  readonly auth: 'userPool' | 'oidc' | 'iam' | 'apiKey' | 'lambda'
  readonly token?: 'id' | 'access'
}
