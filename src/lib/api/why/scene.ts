import type {Cause} from '../../failure.ts'
import type {KeptPerson} from '../../session/kept-people.ts'
import {asWords} from '../../session/names.ts'
import {whomWords} from '../../whom.ts'
import type {Target} from '../target.ts'
import type {Challenge} from './challenge.ts'
import type {Guard} from './guard.ts'
import type {Service} from './service.ts'

/** Everything that is known about a refusal. */
export interface Scene {
  readonly target: Target
  readonly identity: string
  /** Absent where no token was sent. */
  readonly token?: string | undefined
  /** What the token says, unverified; absent for one that is no JWT. */
  readonly claims: Readonly<Record<string, unknown>> | undefined
  /** Now, in milliseconds since the epoch. */
  readonly now: number
  /** How far the server's clock is ahead of ours, in milliseconds, by its Date header. */
  readonly skewMs?: number | undefined
  readonly status: number
  readonly headers: Headers
  /** The server's sentence, without its full stop. */
  readonly said: string
  /** The server's name for it: AppSync's errorType, API Gateway's x-amzn-errortype. */
  readonly type: string
  readonly challenge: Challenge
  readonly service: Service
  /** The fields that were refused to somebody who was let in; undefined where nobody was. */
  readonly fields?: readonly string[] | undefined
  /** Who the refused field is open to, where a schema is kept that tells. */
  readonly guard?: Guard | undefined
  /** Who else is signed in to this profile. */
  readonly people: readonly KeptPerson[]
}

/** A cause, and how likely it is: 90 and more is as good as proven, 50 is likely, below 30 is worth a try. */
export interface Suspicion extends Cause {
  readonly likelihood: number
}

/** Looks at the scene for one cause; undefined where there is no sign of it. */
export type Suspect = (scene: Scene) => Suspicion | undefined

/** Whether a token of an issuer was sent. */
export function byToken({target: {auth}}: Scene): boolean {
  return auth === 'userPool' || auth === 'oidc'
}

/** The words that name the same profile and identity on another command line. */
export function sameWho({target: {profile}, identity}: Scene): string {
  return [...(profile ? whomWords(profile) : []), ...asWords(identity)].map(word => ` ${word}`).join('')
}

/** The words that name the same profile. */
export function samePool({target: {profile}}: Scene): string {
  return ` ${profile ? whomWords(profile).join(' ') : '--profile NAME'}`
}

/** What the server said, as evidence. */
export function answer({status, type, said}: Scene): string {
  const words = [type, said].filter(text => text !== '' && text !== `HTTP ${status}`).join(': ')
  return `the answer, HTTP ${status}${words === '' ? '' : ` “${words}”`}`
}
