import {createHash, randomBytes} from 'node:crypto'
import type {InitiateAuthResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {PasswordVerifier} from '../factors.ts'
import {Problem} from '../problem.ts'
import type {Challenge} from '../sign-ins.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool, User} from '../state.ts'
import {pose} from './challenges.ts'
import {assertUnlocked, entrant, failedAttempt, passwordProven} from './check-password.ts'
import {identityOf} from './passwords.ts'
import {claim, sameBytes, serverHalf, sharedKey, usable, verifierFor} from './srp.ts'
import {findUser} from './usernames.ts'

/** USER_SRP_AUTH: asks for a proof of the password, which itself never travels. */
export async function askPasswordProof(
  stack: Stack,
  pool: Pool,
  client: Client,
  name: string,
  A: string,
  deviceKey?: string,
  custom?: Challenge['custom'],
): Promise<InitiateAuthResponse> {
  if (!usable(A)) throw new Problem('InvalidParameterException', 'Invalid SRP_A value')
  const hidden = client.settings.PreventUserExistenceErrors === 'ENABLED'
  const user = hidden ? findUser(pool, name) : entrant(pool, client, name)
  if (user) assertUnlocked(stack, user)
  const username = user?.username ?? name
  const {salt, verifier} = user?.password ?? impostor(pool, username)
  const {b, B} = serverHalf(verifier)
  const secretBlock = randomBytes(512).toString('base64')
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    Session: pose(stack, pool, client, {
      name: 'PASSWORD_VERIFIER',
      username,
      srp: {A, B, b, secretBlock},
      ...(deviceKey && {deviceKey}),
      ...(custom && {custom}),
    }),
    ChallengeParameters: {
      SALT: salt,
      SECRET_BLOCK: secretBlock,
      SRP_B: B,
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
  }
}

/**
 * Judges the proof.
 * @throws Problem `NotAuthorizedException`, as for a plain password.
 */
export function checkPasswordProof(
  stack: Stack,
  pool: Pool,
  client: Client,
  {username, srp}: Challenge,
  responses: Readonly<Record<string, string>>,
): User {
  const user = entrant(pool, client, username)
  assertUnlocked(stack, user)
  const {PASSWORD_CLAIM_SIGNATURE: signature = '', PASSWORD_CLAIM_SECRET_BLOCK: block, TIMESTAMP: time = ''} = responses
  if (!srp || !user.password || block !== srp.secretBlock) throw failedAttempt(stack, user, pool)
  if (!timely(time, stack.clock.now())) throw failedAttempt(stack, user, pool)
  const key = sharedKey({...srp, verifier: user.password.verifier})
  const expected = claim(key, identityOf(pool, user), srp.secretBlock, time)
  if (!sameBytes(Buffer.from(expected), Buffer.from(signature))) throw failedAttempt(stack, user, pool)
  return passwordProven(stack, user)
}

/** `Tue May 7 00:09:40 UTC 2025`, within five minutes of now. */
export function timely(time: string, now: number): boolean {
  if (!/^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d{2}:\d{2}:\d{2} UTC \d{4}$/.test(time)) return false
  return Math.abs(Date.parse(time) - now) <= 5 * 60_000
}

/** A stranger's name gets a challenge too, always with the same salt, so that it does not show who exists. */
function impostor(pool: Pool, username: string): PasswordVerifier {
  const salt = createHash('sha256').update(`${pool.id}${pool.createdAt}${username}`).digest().subarray(0, 16)
  return verifierFor({poolName: pool.id, userId: username}, randomBytes(16).toString('hex'), salt)
}
