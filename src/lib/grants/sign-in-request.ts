import type {GivenAnswers} from './user-pool/answers.ts'
import type {Device} from './user-pool/device.ts'

/** How to sign in, as the person asked for it. */
export interface SignInRequest {
  readonly flow: Flow
  /** Asked for instead of the profile's. */
  readonly scopes?: readonly string[] | undefined
  /** What the tokens are for (RFC 8707). */
  readonly resource?: string | undefined
  /** The same in the words of servers that came before RFC 8707. */
  readonly audience?: string | undefined
  /** Cognito: the identity provider to go to at once, by name or by identifier. */
  readonly identityProvider?: string | undefined
  readonly idpIdentifier?: string | undefined
  readonly loginHint?: string | undefined
  readonly prompt?: string | undefined
  readonly acr?: string | undefined
  /** Seconds since the person last proved who they are. */
  readonly maxAge?: number | undefined
  readonly lang?: string | undefined
  /** Any further parameters of the request. */
  readonly params?: Readonly<Record<string, string>> | undefined
  /** Whether to push the request to the server instead of sending it through the browser (RFC 9126). */
  readonly par?: boolean | undefined
  /** Whether to sign the request with the client's key (JAR, RFC 9101). */
  readonly jar?: boolean | undefined
  /** Whether the sign-in page has to sign its answer (JARM). */
  readonly jarm?: boolean | undefined
  /** Whether the tokens are to be bound to a key of this session (RFC 9449). */
  readonly dpop?: boolean | undefined
  /** Asks the pool which redirect URIs are registered with the client; undefined where that cannot be known. */
  readonly registered?: (() => Promise<readonly string[] | undefined>) | undefined
  readonly redirectUri?: string | undefined
  /** Ports to listen on, tried in order. */
  readonly ports?: readonly number[] | undefined
  /** Whether a browser may be started. */
  readonly browser: boolean
  /** How long the person may take, in milliseconds. */
  readonly timeoutMs?: number | undefined
  readonly clientSecret?: string | undefined
  /** Answers of a person at a user pool that came with the command. */
  readonly answers?: GivenAnswers | undefined
  /** The device that the user pool knows this one as. */
  readonly device?: Device | undefined
  readonly tell: Tell
}

/** Without a browser, at a user pool, challenge by challenge. */
export const poolFlows = ['srp', 'password', 'user-auth', 'custom'] as const
export type PoolFlow = (typeof poolFlows)[number]
export const flows = ['pkce', 'paste', 'device', 'client-credentials', ...poolFlows] as const
export type Flow = (typeof flows)[number]

/** Whether the flow is one of a user pool's own, with no page and no token endpoint in it. */
export function isPoolFlow(flow: Flow): flow is PoolFlow {
  return (poolFlows as readonly Flow[]).includes(flow)
}

/** What the person has to be told on the way. */
export interface Tell {
  /** A page to sign in at; `opening` when a browser is being started with it. */
  visit(invitation: Invitation): void
  /** A code to type in, or to compare, at a page on any device. */
  enterCode(code: DeviceInvitation): void
  /** The secret of an authenticator app that is being set up, and the same as an address that apps read as a QR code. */
  authenticator(setup: {readonly secret: string; readonly address: string}): void
  /** What a pool's own challenge says in public. */
  challenge(parameters: Readonly<Record<string, string>>): void
  remark(text: string): void
}

export interface Invitation {
  readonly url: string
  readonly opening: boolean
  /** Present where the address that the browser lands on is to be brought back by hand: the beginning of that address. */
  readonly landing?: string
}

export interface DeviceInvitation {
  readonly userCode: string
  readonly verificationUri: string
  /** The same with the code in it: for a QR code. */
  readonly verificationUriComplete?: string
  readonly expiresInSeconds: number
}
