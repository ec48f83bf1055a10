import type {Api} from '../profile/profile.ts'
import type {Fact} from './fact.ts'

/** An object out of a file that anybody may have written. */
export type Some = Readonly<Record<string, unknown>>

/** `value` as an object; undefined where it is none, or a list. */
export function some(value: unknown): Some | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Some) : undefined
}

/** The texts in a list. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(one => typeof one === 'string' && one !== '') : []
}

type TextFact = 'pool' | 'client' | 'region' | 'issuer' | 'clientSecret' | 'apiKey'

/** A fact where there is a text, none where there is none. */
export function textFact(what: TextFact, {value, from}: {value: unknown; from: string}): Fact[] {
  return typeof value === 'string' && value !== '' ? [{what, value, from}] : []
}

export function listFact(what: 'scopes' | 'redirectUris', value: readonly string[], from: string): Fact[] {
  return value.length === 0 ? [] : [{what, value, from}]
}

/** How callers prove themselves, from AppSync's word for it; undefined for a word that is none of its. */
export function appSyncAuth(mode: unknown): Api['auth'] | undefined {
  return typeof mode === 'string' && Object.hasOwn(modes, mode) ? modes[mode] : undefined
}

const modes: Readonly<Record<string, Api['auth']>> = {
  API_KEY: 'apiKey',
  AWS_IAM: 'iam',
  AMAZON_COGNITO_USER_POOLS: 'userPool',
  OPENID_CONNECT: 'oidc',
  AWS_LAMBDA: 'lambda',
}
