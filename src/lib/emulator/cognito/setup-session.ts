import {Problem} from '../problem.ts'
import type {Challenge} from '../sign-ins.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool} from '../state.ts'
import {pending, poolOfSession} from './challenges.ts'
import {clientOf} from './lookup.ts'

/**
 * The MFA_SETUP challenge a session stands for, when an authenticator app is set up in the middle of a sign-in.
 * @throws Problem `NotAuthorizedException`, `InvalidParameterException` when there is no session either
 */
export function setupUnderWay(
  stack: Stack,
  session: string | undefined,
): {pool: Pool; client: Client; challenge: Challenge} {
  if (session === undefined)
    throw new Problem('InvalidParameterException', 'Either AccessToken or Session has to be provided.')
  const pool = poolOfSession(stack, session)
  if (!pool) throw new Problem('NotAuthorizedException', 'Invalid session for the user, session is expired.')
  const challenge = pending(stack, pool, session, {name: 'MFA_SETUP'})
  return {pool, challenge, client: clientOf(pool, challenge.clientId)}
}
