import type {CreateUserPoolClientRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Client, Pool} from '../state.ts'
import {drawn} from './random-text.ts'

/** What a client's settings are made of: the request, minus how it asks for a secret. */
type Wishes = Omit<CreateUserPoolClientRequest, 'UserPoolId' | 'GenerateSecret' | 'ClientSecret'> & {ClientName: string}

/** An app client with the service's defaults where `wishes` is silent; confidential when a secret is given. */
export function newClient(pool: Pool, now: number, id: string, wishes: Wishes, secret?: string): Client {
  const secrets = secret === undefined ? [] : [{id: secretId(id, now), value: secret, createdAt: now}]
  return {settings: clientSettings(pool, id, wishes, secret), secrets, createdAt: now, updatedAt: now}
}

/** Settings as DescribeUserPoolClient shows them: unset ones show their defaults, or not at all. */
export function clientSettings(pool: Pool, id: string, wishes: Wishes, secret?: string): Client['settings'] {
  return {
    UserPoolId: pool.id,
    ClientName: wishes.ClientName,
    ClientId: id,
    ...(secret !== undefined && {ClientSecret: secret}),
    RefreshTokenValidity: wishes.RefreshTokenValidity || 30,
    ...given(wishes, 'AccessTokenValidity', 'IdTokenValidity'),
    TokenValidityUnits: wishes.TokenValidityUnits ?? {},
    ...given(wishes, 'ReadAttributes', 'WriteAttributes', 'ExplicitAuthFlows', 'SupportedIdentityProviders'),
    ...given(wishes, 'CallbackURLs', 'LogoutURLs', 'DefaultRedirectURI', 'AllowedOAuthFlows', 'AllowedOAuthScopes'),
    AllowedOAuthFlowsUserPoolClient: wishes.AllowedOAuthFlowsUserPoolClient ?? false,
    ...given(wishes, 'AnalyticsConfiguration', 'PreventUserExistenceErrors', 'RefreshTokenRotation'),
    EnableTokenRevocation: wishes.EnableTokenRevocation ?? true,
    EnablePropagateAdditionalUserContextData: wishes.EnablePropagateAdditionalUserContextData ?? false,
    AuthSessionValidity: wishes.AuthSessionValidity ?? 3,
  }
}

/** 26 lower-case letters and digits. */
export function newClientId(): string {
  return drawn('abcdefghijklmnopqrstuvwxyz0123456789', 26)
}

/** 52 lower-case letters and digits. */
export function newClientSecret(): string {
  return drawn('abcdefghijklmnopqrstuvwxyz0123456789', 52)
}

export function secretId(clientId: string, now: number): string {
  return `${clientId}--${Math.floor(now)}`
}

/** The settings among `names` that are set. */
function given<Name extends keyof Wishes>(wishes: Wishes, ...names: Name[]): Partial<Pick<Wishes, Name>> {
  const chosen: Partial<Pick<Wishes, Name>> = {}
  for (const name of names) if (wishes[name] !== undefined) chosen[name] = wishes[name]
  return chosen
}
