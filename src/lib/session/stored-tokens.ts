import type {TokenSet} from '../grants/token-set.ts'
import {isObject} from './kept-file.ts'

const required = ['accessToken', 'tokenType', 'issuer', 'clientId', 'tokenEndpoint'] as const
const optional = ['idToken', 'refreshToken', 'scope', 'subject', 'proofKey'] as const
const grants: readonly unknown[] = [
  'authorization_code',
  'device_code',
  'client_credentials',
  'token_exchange',
  'user_pool',
]

/** Tokens as they were kept; undefined when the text is something else. A plaintext file may have been edited. */
export function readTokens(text: string): TokenSet | undefined {
  const tokens = parsed(text)
  if (!isObject(tokens)) return undefined
  const {expiresAt, grant, target, device} = tokens
  const sound =
    required.every(name => typeof tokens[name] === 'string' && tokens[name] !== '') &&
    optional.every(name => tokens[name] === undefined || typeof tokens[name] === 'string') &&
    (expiresAt === undefined || Number.isFinite(expiresAt)) &&
    (target === undefined || (isObject(target) && Object.values(target).every(value => typeof value === 'string'))) &&
    (device === undefined || isDevice(device)) &&
    grants.includes(grant)
  return sound ? (tokens as unknown as TokenSet) : undefined
}

function isDevice(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value.usernames)) return false
  return [value.key, value.group, value.password, ...value.usernames].every(word => typeof word === 'string')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
