import {knowing} from '../redaction/learning.ts'
import {asWords} from '../session/names.ts'
import {whomWords} from '../whom.ts'
import {claimsIn, groupsIn, nameIn, word} from './claims.ts'
import type {GraphqlError, GraphqlResponse} from './graphql.ts'
import type {HttpRefusal} from './http-refusal.ts'
import type {AuthMode, Target} from './target.ts'

/** Why a request was refused, as far as it can be told from here, and the commands that mend it. */
export interface Explanation {
  readonly why: string
  readonly hints: readonly string[]
}

/** What an explanation is made from. */
export interface Attempt {
  readonly target: Target
  readonly identity: string
  readonly token?: string | undefined
  /** Now, in milliseconds since the epoch. */
  readonly now: number
}

const refusedTypes = new Set(['Unauthorized', 'UnauthorizedException', 'AccessDeniedException'])
/** As Apollo, Hasura and others word it. */
const refusedCodes = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'UNAUTHORIZED', 'access-denied', 'invalid-jwt'])

/** The errors of a response that are refusals rather than mistakes. */
export function refusalsIn({errors = []}: GraphqlResponse): GraphqlError[] {
  return errors.filter(
    ({errorType, extensions}) => refusedTypes.has(errorType ?? '') || refusedCodes.has(extensions?.code ?? ''),
  )
}

/** Why fields were refused to somebody who was let in. */
export function explainFields(refused: readonly GraphqlError[], {target, token, ...attempt}: Attempt): Explanation {
  const fields = [...new Set(refused.map(({path}) => (path ?? []).filter(step => typeof step === 'string').join('.')))]
  const named = fields.filter(Boolean).join(', ') || 'The operation'
  if (target.auth === 'userPool') return byGroups(named, {target, token, ...attempt})
  const other = `It may be open to another way of calling: ${marked(target.auth)}`
  return {why: `${named} is not open to ${who(target.auth)}. ${other}.`, hints: otherModes(target)}
}

/** Why nobody was let in at all. */
export function explainRequest(refusal: HttpRefusal, attempt: Attempt): Explanation {
  const {target, token} = attempt
  const message = knowing(token)
    .clean(refusal.reason.message ?? '')
    .replace(/\.$/, '')
  const said = message === '' ? `HTTP ${refusal.status}` : message
  const scope = missingScope(refusal.headers, token)
  if (scope) {
    return {why: scope.why, hints: [`${login(attempt)} --scope ${scope.name}`]}
  }
  switch (target.auth) {
    case 'userPool':
    case 'oidc':
      return byToken(said, attempt)
    case 'apiKey':
      return {
        why: `The API key is unknown or expired, or this API takes none (${said})`,
        hints: ['aws appsync list-api-keys --api-id ID', 'set AUTHCTL_API_KEY to a key that has not ended'],
      }
    case 'lambda':
      return {why: `The API's Lambda authorizer does not accept this token (${said})`, hints: otherModes(target)}
    case 'iam':
      return {
        why: `The signature was not accepted (${refusal.reason.type ?? said}): wrong credentials, region ${target.region}, or clock`,
        hints: ['aws sts get-caller-identity', '--region REGION', 'authctl doctor'],
      }
    case 'none':
      return {why: `The request carried no credential (${said})`, hints: ['--auth userPool', '--auth apiKey']}
  }
}

function byGroups(named: string, {target, token, identity}: Omit<Attempt, 'now'>): Explanation {
  const claims = token === undefined ? undefined : claimsIn(token)
  const name = nameIn(claims)
  if (name === undefined)
    return {
      why: `${named} is not open to this token, which is a machine's: it has scopes and no groups, and AppSync asks for groups`,
      hints: [`authctl login${flags(target, identity)}`],
    }
  const groups = groupsIn(claims)
  const has = groups.length === 0 ? 'is in no group' : `is in ${groups.join(', ')}`
  return {
    why: `${named} is not open to ${name}, who ${has} by this token. It is for another group, or for another way of calling; a token keeps the groups it was issued with`,
    hints: [
      `authctl group add GROUP ${name} ${target.profile ? whomWords(target.profile).join(' ') : '--profile NAME'}`,
      `authctl token refresh${flags(target, identity)}`,
      `authctl group list ${target.profile ? whomWords(target.profile).join(' ') : '--profile NAME'}`,
    ],
  }
}

function byToken(said: string, attempt: Attempt): Explanation {
  const {target, token = '', now} = attempt
  const claims = claimsIn(token)
  const other = target.token === 'access' ? 'id' : 'access'
  if (!claims)
    return {why: `The ${target.token} token is opaque, and this API wants a JWT (${said})`, hints: [`--token ${other}`]}
  const {exp} = claims
  if (typeof exp === 'number' && exp * 1000 <= now)
    return {
      why: `The ${target.token} token ended at ${new Date(exp * 1000).toISOString()}`,
      hints: [`authctl token refresh${flags(target, attempt.identity)}`, login(attempt)],
    }
  const issuer = word(claims, 'iss')
  const expected = target.profile?.issuer
  if (expected !== undefined && issuer !== expected)
    return {why: `The token is from ${issuer}, and the profile names ${expected}`, hints: [login(attempt)]}
  if (target.auth === 'oidc' || word(claims, 'token_use') === undefined)
    return {
      why: `The API does not accept the ${target.token} token of ${issuer} (${said}): it may trust another issuer or client, or want the ${other} token`,
      hints: [`--token ${other}`, 'authctl token decode', ...otherModes(target)],
    }
  return {
    why: `The API does not accept the ${target.token} token of ${issuer}, client ${word(claims, 'client_id') ?? word(claims, 'aud')} (${said}): it may trust another pool or client, want the ${other} token, or another mode`,
    hints: [`--token ${other}`, 'authctl token verify', ...otherModes(target)],
  }
}

/** RFC 6750, section 3.1: the scope that is missing, where the server names it. */
function missingScope(headers: Headers, token = ''): {readonly name: string; readonly why: string} | undefined {
  const challenge = headers.get('www-authenticate') ?? ''
  if (!/error="?insufficient_scope/.test(challenge)) return undefined
  const name = /scope="([^"]+)"/.exec(challenge)?.[1] ?? 'SCOPE'
  return {name, why: `The token lacks the scope ${name}; it has: ${word(claimsIn(token), 'scope') ?? 'none'}`}
}

function who(auth: AuthMode): string {
  const names: Record<AuthMode, string> = {
    userPool: 'user pool tokens',
    oidc: 'tokens of this issuer',
    apiKey: 'an API key',
    iam: 'AWS credentials',
    lambda: 'this Lambda token',
    none: 'callers without a credential',
  }
  return names[auth]
}

function marked(auth: AuthMode): string {
  const directive = {
    userPool: '@aws_cognito_user_pools',
    oidc: '@aws_oidc',
    apiKey: '@aws_api_key',
    iam: '@aws_iam',
    lambda: '@aws_lambda',
    none: 'no directive',
  }
  return `AppSync opens fields marked ${directive[auth]}, and unmarked ones in its default mode`
}

function otherModes({auth}: Target): string[] {
  return ['userPool', 'apiKey', 'iam'].filter(mode => mode !== auth).map(mode => `--auth ${mode}`)
}

function login({target, identity}: Attempt): string {
  return `authctl login${flags(target, identity)}`
}

function flags({profile}: Target, identity: string): string {
  return [...(profile ? whomWords(profile) : []), ...asWords(identity)].map(word => ` ${word}`).join('')
}
