import {createHash, randomBytes} from 'node:crypto'
import type {ChallengeNameType} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Challenge} from '../sign-ins.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool} from '../state.ts'

/** Opens a challenge, and gives the session string that an answer must carry. It lasts as long as the client says, 3 to 15 minutes. */
export function pose(
  {clock}: Pick<Stack, 'clock'>,
  pool: Pool,
  client: Client,
  challenge: Pick<Challenge, 'name' | 'username'> & Partial<Challenge>,
): string {
  const now = clock.now()
  for (const [key, {expiresAt}] of pool.challenges) if (expiresAt <= now) pool.challenges.delete(key)
  const session = randomBytes(192).toString('base64url')
  pool.challenges.set(hash(session), {
    ...challenge,
    clientId: client.settings.ClientId,
    expiresAt: now + (client.settings.AuthSessionValidity ?? 3) * 60_000,
  })
  return session
}

/**
 * The challenge a session string stands for; `name` when only that one will do. It stays open until settled, so that a
 * mistyped code can be corrected.
 * @throws Problem `NotAuthorizedException` when there is none, it is over, or it belongs to another client or challenge.
 */
export function pending(
  {clock}: Pick<Stack, 'clock'>,
  pool: Pool,
  session: string | undefined,
  {clientId, name}: {clientId?: string; name?: ChallengeNameType} = {},
): Challenge {
  if (session === undefined) throw new Problem('InvalidParameterException', 'Missing required parameter Session')
  const challenge = pool.challenges.get(hash(session))
  if (!challenge || challenge.expiresAt <= clock.now())
    throw new Problem('NotAuthorizedException', 'Invalid session for the user, session is expired.')
  if ((clientId !== undefined && challenge.clientId !== clientId) || (name !== undefined && challenge.name !== name))
    throw new Problem('NotAuthorizedException', 'Invalid session for the user.')
  return challenge
}

/** An answered challenge cannot be answered again. */
export function settle(pool: Pool, session: string): void {
  pool.challenges.delete(hash(session))
}

/** The pool in which a session was opened, for operations that are given nothing else. */
export function poolOfSession({state}: Pick<Stack, 'state'>, session: string): Pool | undefined {
  return [...state.pools.values()].find(pool => pool.challenges.has(hash(session)))
}

function hash(session: string): string {
  return createHash('sha256').update(session).digest('base64url')
}
