import type {Device} from './user-pool/device.ts'

/** What a token endpoint gave, and where it came from: credentials stay bound to who minted them. */
export interface TokenSet {
  readonly accessToken: string
  readonly idToken?: string
  readonly refreshToken?: string
  /** `Bearer`; `DPoP` where only the holder of `proofKey` can use the tokens. */
  readonly tokenType: string
  /** The private key that the tokens are bound to (RFC 9449), a JWK as JSON: as secret as they are. */
  readonly proofKey?: string
  /** As granted; absent where the server does not tell. */
  readonly scope?: string
  /** Milliseconds since the epoch; absent where the server does not tell. */
  readonly expiresAt?: number
  readonly issuer: string
  readonly clientId: string
  /** The token endpoint, or pool, seen at login: a refresh goes there or nowhere. */
  readonly tokenEndpoint: string
  readonly grant: 'authorization_code' | 'device_code' | 'client_credentials' | 'token_exchange' | 'user_pool'
  /** `sub` of the verified ID token; absent for machines. */
  readonly subject?: string
  /** What a machine's token was asked to be good for: asked for again when it is renewed. */
  readonly target?: Readonly<Record<string, string>>
  /** The device that a user pool knows this one as. */
  readonly device?: Device
}
