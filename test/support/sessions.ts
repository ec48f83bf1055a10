import {randomBytes} from 'node:crypto'
import type {TokenSet} from '../../src/lib/grants/token-set.ts'
import type {Keyring} from '../../src/lib/world/world.ts'

/** A keyring that is there, in memory. */
export function memoryKeyring(): Keyring & {readonly entries: Map<string, string>} {
  const entries = new Map<string, string>()
  return {
    entries,
    read: async account => entries.get(account),
    write: async (account, secret) => {
      entries.set(account, secret)
    },
    remove: async account => {
      entries.delete(account)
    },
  }
}

/** A JWT that nobody signed, for where only its words are read. */
export function unsignedToken(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({alg: 'RS256', kid: 'test'})}.${part(claims)}.${randomBytes(24).toString('base64url')}`
}

/** Tokens of Ada's, good for an hour, each with text that occurs nowhere else. */
export function adasTokens(changes: Partial<TokenSet> = {}): TokenSet {
  const end = Date.now() + 3_600_000
  return {
    accessToken: unsignedToken({sub: 'ada-sub', token_use: 'access', exp: Math.floor(end / 1000)}),
    idToken: unsignedToken({
      sub: 'ada-sub',
      'cognito:username': 'ada',
      'cognito:groups': ['admins'],
      token_use: 'id',
      exp: 2_000_000_000,
    }),
    refreshToken: `refresh-${randomBytes(12).toString('hex')}`,
    tokenType: 'Bearer',
    scope: 'openid email',
    expiresAt: end,
    issuer: 'https://issuer.example/pool',
    clientId: 'web',
    tokenEndpoint: 'https://auth.example/oauth2/token',
    grant: 'authorization_code',
    subject: 'ada-sub',
    ...changes,
  }
}
