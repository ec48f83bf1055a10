import {underLock} from '../disk/lock.ts'
import {Failure, type FailureCode} from '../failure.ts'
import {loginCommand} from '../grants/login-command.ts'
import {refreshTokens} from '../grants/refresh.ts'
import {renewMachineTokens} from '../grants/renew-machine.ts'
import type {TokenSet} from '../grants/token-set.ts'
import {renewPoolTokens} from '../grants/user-pool/renew.ts'
import type {Profile} from '../profile/profile.ts'
import {accounted} from './accounted.ts'
import {clientProof} from './client-proof.ts'
import {hasEnded, isNearEnd, type ShownToken} from './freshness.ts'
import type {Renewing} from './keeping.ts'
import {asWords} from './names.ts'
import {notRenewable, notSignedIn} from './not-signed-in.ts'
import {lockOf, type OpenSession, openSession, type Session, whomOf} from './open-session.ts'

interface Given {
  readonly clientSecret?: string | undefined
  readonly kind?: ShownToken
}

/** Troubles that pass: tokens that are still good serve a while longer. */
const passing: readonly FailureCode[] = ['unreachable', 'timed_out', 'throttled', 'unsupported']

/**
 * The session with new tokens, unless somebody else renewed it meanwhile; then theirs. A session that cannot be renewed
 * right now is used up to its end.
 * @throws Failure, as `renew` does, once the old tokens are over.
 */
export async function renewNearEnd(
  world: Renewing,
  profile: Profile,
  found: OpenSession,
  {clientSecret, kind = 'access'}: Given,
): Promise<Session> {
  const good = ({session}: OpenSession) => !isNearEnd(session, world.clock.now(), kind)
  try {
    return await underItsLock(world, profile, found, now =>
      good(now) ? now.session : renew(world, profile, now, clientSecret),
    )
  } catch (error) {
    const bearable = error instanceof Failure && passing.includes(error.code)
    if (bearable && !world.cancelled.aborted && !hasEnded(found.session, world.clock.now(), kind)) return found.session
    throw error
  }
}

/**
 * The session with new tokens now, whatever is left of the old ones. Who comes while somebody else is about it gets
 * theirs.
 * @throws Failure, as `renew` does.
 */
export function renewNow(
  world: Renewing,
  profile: Profile,
  found: OpenSession,
  {clientSecret}: Given = {},
): Promise<Session> {
  const before = found.session.tokenSet.accessToken
  return underItsLock(world, profile, found, now =>
    now.session.tokenSet.accessToken === before ? renew(world, profile, now, clientSecret) : now.session,
  )
}

/** Reads the session again once nobody else can change it, then acts. */
function underItsLock(
  world: Renewing,
  profile: Profile,
  found: OpenSession,
  act: (now: OpenSession) => Session | Promise<Session>,
): Promise<Session> {
  const {identity} = found.session
  const work = async () => {
    const now = await openSession(world, profile, identity, found)
    if (!now) throw await notSignedIn(world, profile, identity)
    return act(now)
  }
  return underLock(world, lockOf(found.path), work, {doing: `renewing the session for ${profile.name}`})
}

/** How each kind of session is renewed. */
const renewals: Record<TokenSet['grant'], typeof renewMachineTokens> = {
  authorization_code: refreshTokens,
  device_code: refreshTokens,
  client_credentials: renewMachineTokens,
  token_exchange: refreshTokens,
  user_pool: renewPoolTokens,
}

/**
 * Asks for new tokens and keeps them, in this order and before anybody sees them: from its answer on, a server that
 * rotates refresh tokens knows only the new one.
 * @throws Failure `session_ended`; `unsupported` where nothing could renew it; `storage_failed` when it cannot be kept.
 */
function renew(world: Renewing, profile: Profile, now: OpenSession, given: string | undefined): Promise<Session> {
  const {identity} = now.session
  // Those that succeed are many, and tell nothing.
  const silent = () => undefined
  const work = () => renewed(world, profile, now, given)
  return accounted(world, {operation: 'refresh', profile, identity}, work, silent)
}

async function renewed(
  world: Renewing,
  profile: Profile,
  now: OpenSession,
  given: string | undefined,
): Promise<Session> {
  const {tokenSet} = now.session
  const machine = tokenSet.grant === 'client_credentials'
  if (!machine && tokenSet.refreshToken === undefined) throw notRenewable(now.session, world.clock.now())
  const clientSecret = await clientProof(world, profile, given)
  if (machine && !clientSecret) throw notRenewable(now.session, world.clock.now())
  const tokens = await renewals[tokenSet.grant](world, profile, tokenSet, {clientSecret})
  return now.replace(tokens).catch(error => {
    throw notKept(error, now.session, tokens)
  })
}

function notKept(error: unknown, session: Session, renewed: TokenSet): unknown {
  const {profile, identity, tokenSet} = session
  if (!(error instanceof Failure)) return error
  const what =
    renewed.refreshToken === tokenSet.refreshToken
      ? 'the new access token could not be saved'
      : 'the new refresh token could not be saved, and the old one may no longer be good'
  return new Failure('storage_failed', `The session for ${profile} was renewed, but ${what}: ${error.message}`, {
    hints: [loginCommand(whomOf(session), ...asWords(identity)), ...error.hints],
    cause: error,
  })
}
