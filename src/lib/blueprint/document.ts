/** Where a secret is to be had when it is needed; the secret itself never stands in a file. */
export type SecretFrom = {readonly env: string} | {readonly file: string} | {readonly stdin: true}

export interface ServerPlan {
  readonly name?: string
  /** Descriptions by scope. */
  readonly scopes?: Readonly<Record<string, string>>
}

/** Further settings as `idp show --json` has them. */
export interface ProviderPlan {
  readonly type: string
  readonly details?: Readonly<Record<string, string>>
  readonly clientSecretFrom?: SecretFrom
  readonly privateKeyFrom?: SecretFrom
  readonly [setting: string]: unknown
}

/** Further settings as `client show --json` has them. */
export interface ClientPlan {
  readonly name?: string
  readonly confidential?: boolean
  readonly [setting: string]: unknown
}

export interface GroupPlan {
  readonly description?: string
  readonly precedence?: number
  readonly roleArn?: string
}

export interface UserPlan {
  readonly attributes?: Readonly<Record<string, string>>
  readonly enabled?: boolean
  /** All groups the user is in. */
  readonly groups?: readonly string[]
  readonly passwordFrom?: SecretFrom
  readonly permanent?: boolean
}

type Named<T> = Readonly<Record<string, T>>

/** What a pool is to consist of, by name. What a file does not name stays as it is. */
export interface Blueprint {
  readonly version: 1
  readonly resourceServers?: Named<ServerPlan>
  readonly providers?: Named<ProviderPlan>
  readonly clients?: Named<ClientPlan>
  readonly groups?: Named<GroupPlan>
  readonly users?: Named<UserPlan>
}

/** In the order in which one needs the other. */
export const sections = ['resourceServers', 'providers', 'clients', 'groups', 'users'] as const

export type Section = (typeof sections)[number]
