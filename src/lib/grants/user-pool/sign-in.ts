import {Failure} from '../../failure.ts'
import type {Profile} from '../../profile/profile.ts'
import type {World} from '../../world/world.ts'
import type {Outside} from '../connection.ts'
import type {PoolFlow, SignInRequest} from '../sign-in-request.ts'
import type {TokenSet} from '../token-set.ts'
import {challenges} from './challenges.ts'
import {confirmDevice} from './known-device.ts'
import {openings} from './openings.ts'
import {poolClient} from './pool-client.ts'
import {isCorrectable, isUnknownDevice, isWrongPassword} from './refusal.ts'
import {type Result, type Step, stepIn} from './replies.ts'
import {assertPoolRequest} from './request-rules.ts'
import type {Answering, Talk} from './talk.ts'
import {poolTokens} from './tokens.ts'
import {worded} from './worded.ts'

/** Wrong answers of a person until the sign-in is given up; the pool itself may give up sooner. */
const patience = 5
/** No sign-in has more steps than this; a server that asks on and on is no user pool. */
const longest = 30

type SignInWorld = Outside & Pick<World, 'ask'>

/**
 * Signs a person in at a Cognito user pool, challenge by challenge, without a browser (InitiateAuth and
 * RespondToAuthChallenge, Cognito API reference). What came with the command answers first; the rest is asked.
 *
 * @throws Failure as assertPoolRequest; `unsupported` where the client does not allow the flow; `denied`,
 *   `throttled` for a locked account, `timed_out` when the pool did not wait, `input_required`, `token_rejected`; InBrowser
 *   for who has a passkey and goes on there.
 */
export async function signInToPool(
  world: SignInWorld,
  profile: Profile,
  request: SignInRequest & {readonly flow: PoolFlow},
): Promise<TokenSet> {
  assertPoolRequest(profile, request)
  const client = poolClient(world, profile, {clientSecret: request.clientSecret})
  const given = request.answers ?? {}
  const typedName =
    given.username ?? request.loginHint ?? (await world.ask.text({message: 'Username', flag: '--username'}))
  const talk: Talk = {world, client, tell: request.tell, given, username: typedName, device: request.device}
  try {
    const result = await admitted(talk, request)
    const tokens = await poolTokens(world, client, result)
    const device = (await confirmDevice(talk, result, typedName)) ?? knownDevice(talk, typedName)
    return {...tokens, ...(device && {device})}
  } catch (error) {
    throw worded(error, {client, username: talk.username, flow: request.flow})
  }
}

/**
 * From the first request to the tokens. A password mistyped at a terminal may be typed again, and a device that the pool
 * has forgotten is a new one.
 */
async function admitted(talk: Talk, request: SignInRequest & {readonly flow: PoolFlow}): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await conversed(talk, await openings[request.flow](talk, request))
    } catch (error) {
      if (tries >= 3) throw error
      if (isUnknownDevice(error) && talk.device) {
        delete talk.device
        continue
      }
      if (!isWrongPassword(error) || !talk.password?.typed) throw error
      talk.tell.remark(error.sentence)
      delete talk.password
    }
  }
}

async function conversed(talk: Talk, first: Step): Promise<Result> {
  let step = first
  for (let count = 0; count < longest; count++) {
    if (step.AuthenticationResult) return step.AuthenticationResult
    const {USER_ID_FOR_SRP, USERNAME} = step.ChallengeParameters
    talk.username = USER_ID_FOR_SRP || USERNAME || talk.username
    const answering = Object.hasOwn(challenges, step.ChallengeName ?? '') && challenges[step.ChallengeName ?? '']
    if (!answering) throw unanswerable(step)
    step = await answered(talk, step, answering)
  }
  throw new Failure('unreachable', 'The pool asked one question after another and came to no end.')
}

/** Answers one challenge; again while the person mistypes and the pool keeps the sign-in open. */
async function answered(talk: Talk, {Session, ...challenge}: Step, answering: Answering): Promise<Step> {
  for (let tries = 1; ; tries++) {
    const {responses, session = Session, typed = false} = await answering(talk, {Session, ...challenge})
    try {
      const reply = await talk.client.ask('RespondToAuthChallenge', {
        ClientId: talk.client.clientId,
        ChallengeName: challenge.ChallengeName,
        Session: session,
        ChallengeResponses: {USERNAME: talk.username, ...talk.client.proof(talk.username), ...responses},
      })
      return stepIn(reply)
    } catch (error) {
      if (!typed || !isCorrectable(error) || tries >= patience) throw error
      talk.tell.remark(error.sentence)
    }
  }
}

/** The device as it was known before, by one more name perhaps. */
function knownDevice({device, username}: Talk, typedName: string): Talk['device'] {
  if (!device?.usernames.includes(username)) return undefined
  return {...device, usernames: [...new Set([...device.usernames, typedName])]}
}

function unanswerable({ChallengeName}: Step): Failure {
  return new Failure(
    'unsupported',
    `The pool asks for ${ChallengeName ?? 'nothing and gives nothing'}, which is not known here.`,
    {
      hints: ['authctl login --flow pkce'],
    },
  )
}
