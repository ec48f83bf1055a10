import {isLoopback} from '../address.ts'
import {type Client, getClient} from './clients.ts'
import type {Directory} from './directory.ts'
import {getPool} from './pools.ts'
import {isDocument} from './settings/document.ts'

/** Whether a way to get tokens can work with a client, and if not, why and what would change it. */
export interface FlowVerdict {
  /** As `login --flow` has it, or what it is called where there is none. */
  readonly flow: string
  readonly works: boolean
  /** What stands in the way, or what to know. */
  readonly why?: string
  /** Commands that mend it. */
  readonly mend?: readonly string[]
}

/** A client, and which flows can work with it. */
export interface ExplainedClient extends Client {
  readonly flows: readonly FlowVerdict[]
}

/** What of a pool decides it. */
export interface PoolFacts {
  readonly domain?: unknown
  readonly customDomain?: unknown
  readonly userPoolTier?: unknown
  readonly lambdaConfig?: unknown
  /** Whether the sign-in pages have an address of their own, and want no domain: another stack than AWS. */
  readonly local?: boolean
}

/** One client, and which flows can work with it. @throws Failure `not_found`. */
export async function getExplainedClient(
  directory: Directory,
  id: string,
  options: {readonly reveal?: boolean | undefined} = {},
): Promise<ExplainedClient> {
  const [client, pool] = await Promise.all([getClient(directory, id, options), getPool(directory)])
  return {...client, flows: explainClient(client, {...pool, local: directory.profile.endpoint !== undefined})}
}

interface Facts {
  readonly client: Client
  readonly pool: PoolFacts
}

type Obstacle = readonly [why: string, mend?: string]

/** Which flows can work with this client, in the order one would try them. */
export function explainClient(client: Client, pool: PoolFacts): FlowVerdict[] {
  const facts = {client, pool}
  return [
    verdict('pkce', browser(facts, 'loopback')),
    verdict('paste', browser(facts, 'any')),
    verdict('client-credentials', machine(facts)),
    verdict('device', [['Cognito has no device grant; use --flow pkce, or paste where there is no browser.']]),
    verdict('srp', direct(facts, 'ALLOW_USER_SRP_AUTH')),
    verdict('password', direct(facts, 'ALLOW_USER_PASSWORD_AUTH')),
    verdict('user-auth', choice(facts)),
    verdict('custom', [...direct(facts, 'ALLOW_CUSTOM_AUTH'), ...challenges(facts)]),
    verdict('admin password', direct(facts, 'ALLOW_ADMIN_USER_PASSWORD_AUTH')),
    verdict('refresh', refreshing(facts)),
  ]
}

function verdict(flow: string, obstacles: readonly Obstacle[]): FlowVerdict {
  const mend = obstacles.flatMap(([, command]) => (command === undefined ? [] : [command]))
  return {
    flow,
    works: obstacles.length === 0,
    ...(obstacles.length === 0 ? {} : {why: obstacles.map(([why]) => why).join(' ')}),
    ...(mend.length === 0 ? {} : {mend}),
  }
}

function browser({client, pool}: Facts, wanted: 'loopback' | 'any'): Obstacle[] {
  const urls = listed(client.callbackUrls)
  const fits = wanted === 'any' ? urls : urls.filter(url => isLoopback(url))
  const change = `authctl client set ${client.id}`
  return [
    ...oauth(client, 'code'),
    ...(fits.length > 0
      ? []
      : [
          [
            wanted === 'any' ? 'It has no callback URL.' : 'None of its callback URLs is on this machine.',
            `${change} --add-callback http://localhost:8400/callback`,
          ] as const,
        ]),
    ...(listed(client.allowedOAuthScopes).length > 0
      ? []
      : [['It may ask for no scope.', `${change} --add-scope openid`] as const]),
    ...domain(pool),
  ]
}

function machine({client, pool}: Facts): Obstacle[] {
  const own = listed(client.allowedOAuthScopes).filter(scope => scope.includes('/'))
  return [
    ...oauth(client, 'client_credentials'),
    ...(client.confidential ? [] : [['It has no secret, and a client cannot get one later: make another.'] as const]),
    ...(own.length > 0
      ? []
      : [['It may ask for no scope of a resource server, and machines have no others.'] as const]),
    ...domain(pool),
  ]
}

function oauth(client: Client, flow: 'code' | 'client_credentials'): Obstacle[] {
  const flows = client.allowedOAuthFlowsUserPoolClient === true ? listed(client.allowedOAuthFlows) : []
  if (flows.includes(flow)) return []
  const machine = flow === 'client_credentials'
  // A client is for people or for itself, not for both (CreateUserPoolClient, AllowedOAuthFlows).
  if (flows.some(other => (other === 'client_credentials') !== machine))
    return [
      [
        machine
          ? 'It signs people in, and no client does both: make another.'
          : 'It is for machines, and no client does both: make another.',
        machine
          ? 'authctl client create NAME --secret --add-flow client_credentials --add-scope SCOPE'
          : 'authctl client create NAME --add-flow code --add-scope openid --add-callback http://localhost:8400/callback',
      ],
    ]
  return [[`It may not use the OAuth flow “${flow}”.`, `authctl client set ${client.id} --add-flow ${flow}`]]
}

function domain({domain, customDomain, local}: PoolFacts): Obstacle[] {
  if (local || domain !== undefined || customDomain !== undefined) return []
  return [['The pool has no domain, so it has no token endpoint.', 'authctl domain create PREFIX']]
}

/** What a client that names no flows may do (CreateUserPoolClient, ExplicitAuthFlows). */
const byDefault = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH']
/** What values of an older kind stand for; refreshing and SRP go with each. */
const older: Readonly<Record<string, readonly string[]>> = {
  ADMIN_NO_SRP_AUTH: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'],
  CUSTOM_AUTH_FLOW_ONLY: ['ALLOW_CUSTOM_AUTH'],
  USER_PASSWORD_AUTH: ['ALLOW_USER_PASSWORD_AUTH'],
}

function authFlows(client: Client): readonly string[] {
  const named = listed(client.explicitAuthFlows)
  if (named.length === 0) return byDefault
  return named.some(flow => older[flow]) ? [...byDefault, ...named.flatMap(flow => older[flow] ?? [])] : named
}

function direct({client}: Facts, flow: string): Obstacle[] {
  if (authFlows(client).includes(flow)) return []
  return [[`Its authentication flows lack ${flow}.`, `authctl client set ${client.id} --add-auth-flow ${flow}`]]
}

function choice({client, pool}: Facts): Obstacle[] {
  const tier =
    pool.userPoolTier === 'LITE' ? [['The pool is of the plan Lite, which has no choice-based sign-in.'] as const] : []
  return [...direct({client, pool}, 'ALLOW_USER_AUTH'), ...tier]
}

function challenges({pool}: Facts): Obstacle[] {
  const triggers = ['defineAuthChallenge', 'createAuthChallenge', 'verifyAuthChallengeResponse']
  const missing = triggers.filter(name => !isDocument(pool.lambdaConfig) || pool.lambdaConfig[name] === undefined)
  return missing.length === 0 ? [] : [[`The pool lacks the Lambda triggers ${missing.join(', ')}.`]]
}

function refreshing({client}: Facts): Obstacle[] {
  const {refreshTokenRotation} = client
  const rotates = (refreshTokenRotation as {feature?: unknown} | undefined)?.feature === 'ENABLED'
  return rotates ? [] : direct({client, pool: {}}, 'ALLOW_REFRESH_TOKEN_AUTH')
}

function listed(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
