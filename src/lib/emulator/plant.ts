import {assertAttributes, claimAliases} from './cognito/attributes.ts'
import {assertClientRules} from './cognito/client-rules.ts'
import {providersOf} from './cognito/identity-providers.ts'
import {newClient} from './cognito/new-client.ts'
import {addGroup} from './cognito/new-group.ts'
import {newPool} from './cognito/new-pool.ts'
import {newProvider} from './cognito/new-provider.ts'
import {addUser} from './cognito/new-user.ts'
import {assertPolicy, setPassword} from './cognito/passwords.ts'
import {assertProviderRules} from './cognito/provider-rules.ts'
import {findUser} from './cognito/usernames.ts'
import {Problem} from './problem.ts'
import type {Seed, SeedClient, SeedPool, SeedProvider, SeedUser} from './seed.ts'
import {SeedProblem} from './seed-problem.ts'
import type {Stack} from './stack.ts'
import {findClient, type Pool} from './state.ts'

/**
 * Puts a seed's pools into the stack's state, under the same rules that the API has.
 * @throws SeedProblem which names the entry that breaks one.
 */
export function plant(stack: Stack, {pools}: Seed): void {
  for (const pool of pools)
    lawfully(`pool ${pool.id}`, () => {
      if (stack.state.pools.has(pool.id)) throw new SeedProblem(['there is a pool with this id already'])
      stack.state.pools.set(pool.id, plantedPool(stack, pool))
    })
}

/** A pool as a seed has it. @throws SeedProblem */
export function plantedPool(stack: Stack, seed: SeedPool): Pool {
  const pool = emptyPool(stack, seed)
  const now = stack.clock.now()
  for (const {name, description, precedence} of seed.groups ?? [])
    lawfully(`group ${name}`, () =>
      addGroup(pool, now, {GroupName: name, Description: description, Precedence: precedence}),
    )
  for (const user of seed.users ?? []) lawfully(`user ${user.username}`, () => plantUser(stack, pool, user))
  for (const {identifier, name, scopes} of seed.resourceServers ?? [])
    pool.resourceServers.set(identifier, {
      UserPoolId: pool.id,
      Identifier: identifier,
      Name: name ?? identifier,
      Scopes: scopes.map(scope => ({ScopeName: scope.name, ScopeDescription: scope.description ?? scope.name})),
    })
  for (const provider of seed.identityProviders ?? [])
    lawfully(`identity provider ${provider.name}`, () => plantProvider(stack, pool, provider))
  for (const client of seed.clients ?? []) lawfully(`client ${client.id}`, () => plantClient(stack, pool, client))
  return pool
}

function emptyPool(stack: Stack, seed: SeedPool): Pool {
  const {id, name, mfa = 'off', firstFactors, devices, customChallenges, customAttributes = []} = seed
  const MfaConfiguration = mfa === 'on' ? 'ON' : mfa === 'optional' ? 'OPTIONAL' : 'OFF'
  const pool = newPool(stack, id, {
    PoolName: name,
    AutoVerifiedAttributes: ['email'],
    AliasAttributes: ['email'],
    UsernameConfiguration: {CaseSensitive: false},
    MfaConfiguration,
    Schema: customAttributes.map(Name => ({Name})),
    ...(firstFactors && {
      Policies: {SignInPolicy: {AllowedFirstAuthFactors: firstFactors.map(factor => firstFactorNames[factor])}},
    }),
    ...(devices && {
      DeviceConfiguration: {
        ChallengeRequiredOnNewDevice: true,
        DeviceOnlyRememberedOnUserPrompt: devices === 'opt-in',
      },
    }),
  })
  if (mfa !== 'off') pool.mfa = {...pool.mfa, ...factorSettings(seed.secondFactors)}
  return customChallenges ? {...pool, customChallenges} : pool
}

const firstFactorNames = {password: 'PASSWORD', email: 'EMAIL_OTP', sms: 'SMS_OTP'} as const

function factorSettings(factors: NonNullable<SeedPool['secondFactors']> = ['app']): Partial<Pool['mfa']> {
  return {
    ...(factors.includes('app') && {SoftwareTokenMfaConfiguration: {Enabled: true}}),
    ...(factors.includes('sms') && {SmsMfaConfiguration: {}}),
    ...(factors.includes('email') && {EmailMfaConfiguration: {}}),
  }
}

function plantUser(stack: Stack, pool: Pool, seed: SeedUser): void {
  const {username, password, temporary = false, groups = []} = seed
  if (findUser(pool, username)) throw new SeedProblem(['there is a user with this name already'])
  const attributes = Object.entries(seed.attributes ?? {}).map(([Name, Value]) => ({Name, Value}))
  assertAttributes(pool, attributes)
  claimAliases(pool, attributes)
  if (password !== undefined) assertPolicy(pool, password)
  const unknown = groups.find(group => !pool.groups.has(group))
  if (unknown !== undefined) throw new SeedProblem([`there is no group ${unknown} in this pool`])
  const user = addUser(pool, stack.clock.now(), {
    username,
    status: password === undefined || temporary ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED',
    attributes,
  })
  if (password !== undefined) setPassword(stack, pool, user, password, temporary)
  for (const group of groups) pool.groups.get(group)?.members.add(user.username)
}

function plantProvider(stack: Stack, pool: Pool, {name, type, details, mapping, identifiers}: SeedProvider): void {
  if (providersOf(pool).has(name)) throw new SeedProblem(['there is a provider with this name already'])
  const provider = newProvider(pool, stack.clock.now(), {
    ProviderName: name,
    ProviderType: type,
    ProviderDetails: details,
    ...(mapping && {AttributeMapping: mapping}),
    ...(identifiers && {IdpIdentifiers: [...identifiers]}),
  })
  assertProviderRules(stack, pool, provider)
  providersOf(pool).set(name, provider)
}

function plantClient(stack: Stack, pool: Pool, seed: SeedClient): void {
  const {id, name, secret, callbackUrls, logoutUrls, flows = [], scopes, authFlows, rotateRefreshTokens} = seed
  const wishes = {
    ClientName: name,
    ...(authFlows && {ExplicitAuthFlows: [...authFlows]}),
    SupportedIdentityProviders: [...(seed.identityProviders ?? ['COGNITO'])],
    ...(callbackUrls && {CallbackURLs: [...callbackUrls]}),
    ...(logoutUrls && {LogoutURLs: [...logoutUrls]}),
    ...(flows.length > 0 && {AllowedOAuthFlows: [...flows]}),
    ...(scopes && {AllowedOAuthScopes: [...scopes]}),
    AllowedOAuthFlowsUserPoolClient: flows.length > 0,
    ...(rotateRefreshTokens && {RefreshTokenRotation: {Feature: 'ENABLED' as const, RetryGracePeriodSeconds: 0}}),
    PreventUserExistenceErrors: 'ENABLED' as const,
  }
  if (findClient(stack.state, id) || pool.clients.has(id))
    throw new SeedProblem(['there is a client with this id already'])
  const client = newClient(pool, stack.clock.now(), id, wishes, secret)
  assertClientRules(pool, client)
  pool.clients.set(id, client)
}

/** Says whose rule was broken, from the outside in. */
function lawfully(whose: string, work: () => void): void {
  try {
    work()
  } catch (broken) {
    if (broken instanceof SeedProblem)
      throw new SeedProblem(
        broken.sentences.map(sentence => `${whose}${sentence.includes(': ') ? ', ' : ': '}${sentence}`),
      )
    if (broken instanceof Problem) throw new SeedProblem([`${whose}: ${broken.message.trim()}`])
    throw broken
  }
}
