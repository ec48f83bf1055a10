import type {ServerMetadata} from 'openid-client'
import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {setField, whomWords} from '../whom.ts'
import {loginCommand} from './login-command.ts'

/** Ports that are tried for Cognito when the profile names no redirect URIs; register `http://localhost:8400/callback`. */
export const cognitoPorts = [8400, 8401, 8402] as const

const awsIssuer = /^https:\/\/(?:issuer-)?cognito-idp\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|api\.aws)\//

/** Whether the issuer is a Cognito user pool, at AWS or in an emulator. */
export function isCognito({userPoolId, issuer}: Pick<Profile, 'userPoolId' | 'issuer'>): boolean {
  return userPoolId !== undefined || (issuer !== undefined && awsIssuer.test(issuer))
}

/**
 * Cognito describes a pool without a domain by endpoints under the issuer's own address, where nobody answers.
 * @throws Failure `unsupported`.
 */
export function assertPoolHasDomain(profile: Profile, server: ServerMetadata): void {
  const {authorization_endpoint: authorize, token_endpoint: token} = server
  const dummy = (url: unknown) => url === undefined || (typeof url === 'string' && url.startsWith(`${server.issuer}/`))
  if (!isCognito(profile) || !(dummy(authorize) && dummy(token))) return
  const pool = profile.userPoolId ?? new URL(server.issuer).pathname.slice(1)
  throw new Failure(
    'unsupported',
    `The pool ${pool} has no domain, so it has no sign-in pages and no OAuth endpoints.`,
    {
      hints: [['authctl domain create PREFIX', ...whomWords(profile)].join(' '), loginCommand(profile, '--flow srp')],
    },
  )
}

/** @throws Failure `unsupported`: Cognito's token endpoint knows three grants, and this is none of them. */
export function assertDeviceGrant(profile: Profile): void {
  if (!isCognito(profile) || profile.deviceEndpoint !== undefined) return
  throw new Failure(
    'unsupported',
    'Amazon Cognito has no device authorization grant (RFC 8628); AWS publishes a sample that puts one before a pool.',
    {
      hints: [loginCommand(profile, '--flow paste'), setField(profile, '--device-endpoint URL')],
    },
  )
}
