import type {Reply} from './pool-client.ts'

/** What the API says in the course of a sign-in, as far as it is read here (Cognito API reference, InitiateAuth). */
export interface Step {
  readonly ChallengeName?: string | undefined
  readonly Session?: string | undefined
  readonly ChallengeParameters: Readonly<Record<string, string>>
  readonly AvailableChallenges: readonly string[]
  readonly AuthenticationResult?: Result | undefined
}

export interface Result {
  readonly AccessToken?: string | undefined
  readonly IdToken?: string | undefined
  readonly RefreshToken?: string | undefined
  readonly ExpiresIn?: number | undefined
  readonly NewDeviceMetadata: Readonly<Record<string, string>>
}

/** A reply as a step, whoever wrote it: what is not of the API's own types is left out. */
export function stepIn(reply: Reply): Step {
  const {ChallengeName, Session, ChallengeParameters, AvailableChallenges, AuthenticationResult} = reply
  return {
    ChallengeName: text(ChallengeName),
    Session: text(Session),
    ChallengeParameters: texts(ChallengeParameters),
    AvailableChallenges: Array.isArray(AvailableChallenges) ? AvailableChallenges.filter(isText) : [],
    ...(isObject(AuthenticationResult) && {AuthenticationResult: resultIn(AuthenticationResult)}),
  }
}

/** The tokens of a reply, or none. */
export function resultOf(reply: Reply): Result {
  return stepIn(reply).AuthenticationResult ?? resultIn({})
}

function resultIn(result: Reply): Result {
  const {AccessToken, IdToken, RefreshToken, ExpiresIn, NewDeviceMetadata} = result
  return {
    AccessToken: text(AccessToken),
    IdToken: text(IdToken),
    RefreshToken: text(RefreshToken),
    ExpiresIn: typeof ExpiresIn === 'number' ? ExpiresIn : undefined,
    NewDeviceMetadata: texts(NewDeviceMetadata),
  }
}

function texts(value: unknown): Record<string, string> {
  if (!isObject(value)) return {}
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => isText(entry[1])))
}

/** A value that is a text; undefined for any other. */
export function text(value: unknown): string | undefined {
  return isText(value) ? value : undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

export function isObject(value: unknown): value is Reply {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
