/** What the API says in the course of a sign-in, as far as it is read here (Cognito API reference, InitiateAuth). */
export interface Step {
  readonly ChallengeName?: string
  readonly Session?: string | undefined
  readonly ChallengeParameters?: Readonly<Record<string, string>>
  readonly AvailableChallenges?: readonly string[]
  readonly AuthenticationResult?: Result
}

export interface Result {
  readonly AccessToken?: string
  readonly IdToken?: string
  readonly RefreshToken?: string
  readonly ExpiresIn?: number
  readonly TokenType?: string
  readonly NewDeviceMetadata?: {readonly DeviceKey?: string; readonly DeviceGroupKey?: string}
}
