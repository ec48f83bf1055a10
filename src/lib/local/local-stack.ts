/** The embedded stack as a thing on this machine: what `emulator start` answers, and what is remembered while it runs. */
export interface LocalStack {
  /** Where everything is reached; also the endpoint of the Cognito API. */
  readonly url: string
  /** The issuer of the user pool. */
  readonly issuer: string
  /** The issuer that behaves like a standard provider: device codes, introspection, exchange, PAR, DPoP. */
  readonly standardIssuer: string
  readonly userPoolId: string
  readonly region: string
  readonly clients: readonly LocalClient[]
  readonly users: readonly LocalUser[]
  readonly endpoints: Readonly<Record<Endpoint, string>>
  readonly pid: number
}

type Endpoint = 'cognito' | 'authorize' | 'token' | 'userInfo' | 'logout' | 'graphql' | 'realtime' | 'events' | 'rest'

export interface LocalClient {
  readonly id: string
  readonly name: string
  readonly confidential: boolean
  readonly flows: readonly string[]
  readonly scopes: readonly string[]
  readonly redirectUris: readonly string[]
}

export interface LocalUser {
  readonly username: string
  readonly groups: readonly string[]
  /** Only for the people of the demo world, who exist to be signed in as. */
  readonly password?: string
}
