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
  /** Whether the tokens are to be bound to a key of this session (RFC 9449). */
  readonly dpop?: boolean | undefined
  readonly redirectUri?: string | undefined
  /** Ports to listen on, tried in order. */
  readonly ports?: readonly number[] | undefined
  /** Whether a browser may be started. */
  readonly browser: boolean
  /** How long the person may take, in milliseconds. */
  readonly timeoutMs?: number | undefined
  readonly clientSecret?: string | undefined
  readonly tell: Tell
}

export const flows = ['pkce', 'device', 'client-credentials'] as const
export type Flow = (typeof flows)[number]

/** What the person has to be told on the way. */
export interface Tell {
  /** A page to sign in at; `opening` when a browser is being started with it. */
  visit(invitation: {readonly url: string; readonly opening: boolean}): void
  /** A code to type in, or to compare, at a page on any device. */
  enterCode(code: DeviceInvitation): void
  remark(text: string): void
}

export interface DeviceInvitation {
  readonly userCode: string
  readonly verificationUri: string
  /** The same with the code in it: for a QR code. */
  readonly verificationUriComplete?: string
  readonly expiresInSeconds: number
}
