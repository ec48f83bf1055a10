import type {AuthMode} from '../target.ts'
import {fieldWords} from './permission.ts'
import {answer, type Scene, type Suspect} from './scene.ts'

/** The fields are open to another way of calling (AppSync developer guide, "Using additional authorization modes"). */
export const fieldMode: Suspect = scene => {
  const {fields, target, claims} = scene
  if (!fields) return undefined
  const machine = claims !== undefined && claims.username === undefined && claims['cognito:username'] === undefined
  return {
    likelihood: target.auth === 'userPool' ? (machine ? 35 : 45) : 80,
    why: `${fieldWords(fields)} is not open to ${who[target.auth]}. It may be open to another way of calling: AppSync opens fields marked ${directive[target.auth]}, and unmarked ones in its default mode`,
    evidence: `the call was made with --auth ${target.auth}; ${answer(scene)}`,
    hints: otherModes(scene),
  }
}

/** The API takes nobody in this mode. */
export const requestMode: Suspect = scene => {
  const {target, fields, service, said, status} = scene
  if (fields || service !== 'appsync' || target.auth === 'none' || status !== 401) return undefined
  const told = /valid authorization header not provided|missing authorization/i.test(said)
  return {
    likelihood: told ? 88 : 35,
    why: `The API may not accept ${who[target.auth]}: its modes are set on the API itself`,
    evidence: `the call was made with --auth ${target.auth}; ${answer(scene)}`,
    hints: otherModes(scene),
  }
}

/** Nothing was sent that proves who calls. */
export const nothingSent: Suspect = scene => {
  if (scene.target.auth !== 'none' || scene.fields) return undefined
  const words = scene.said === '' ? `HTTP ${scene.status}` : scene.said
  return {
    likelihood: 90,
    why: `The request carried no credential (${words})`,
    evidence: `the call was made with --auth none; ${answer(scene)}`,
    hints: ['--auth userPool', '--auth apiKey'],
  }
}

/** An API key that ended, or was never one. */
export const apiKey: Suspect = scene => {
  if (scene.target.auth !== 'apiKey' || scene.fields) return undefined
  return {
    likelihood: 85,
    why: `The API key is unknown or expired, or this API takes none (${scene.said})`,
    evidence: `${answer(scene)}; a key of AppSync lives 365 days at most, and is refused at once when they are over`,
    hints: ['aws appsync list-api-keys --api-id ID', 'set AUTHCTL_API_KEY to a key that has not ended'],
  }
}

/** The authorizer function said no. */
export const lambda: Suspect = scene => {
  if (scene.target.auth !== 'lambda' || scene.fields) return undefined
  return {
    likelihood: 85,
    why: `The API's Lambda authorizer does not accept this token (${scene.said})`,
    evidence: answer(scene),
    hints: ['aws logs tail /aws/lambda/AUTHORIZER', ...otherModes(scene)],
  }
}

function otherModes({target: {auth}}: Scene): string[] {
  return ['userPool', 'apiKey', 'iam'].filter(mode => mode !== auth).map(mode => `--auth ${mode}`)
}

const who: Record<AuthMode, string> = {
  userPool: 'user pool tokens',
  oidc: 'tokens of this issuer',
  apiKey: 'an API key',
  iam: 'AWS credentials',
  lambda: 'this Lambda token',
  none: 'callers without a credential',
}

const directive: Record<AuthMode, string> = {
  userPool: '@aws_cognito_user_pools',
  oidc: '@aws_oidc',
  apiKey: '@aws_api_key',
  iam: '@aws_iam',
  lambda: '@aws_lambda',
  none: 'no directive',
}
