import {type Answer, answerFrom} from './answers.ts'
import {beginProof, timestamp} from './srp.ts'
import type {Answering, Talk} from './talk.ts'

/** The password, as it came or as it is typed, unseen. */
export async function passwordOf(talk: Talk): Promise<Answer> {
  const {given, world, username} = talk
  talk.password ??= await answerFrom(given.password, () =>
    world.ask.secret({message: `Password for ${username}`, flag: '--password-stdin'}),
  )
  return talk.password
}

/**
 * Begins the proof of a password: gives what the server is sent of it. The password is had beforehand, for the server
 * waits a few seconds only once it has asked.
 */
export async function beginPasswordProof(talk: Talk): Promise<{readonly SRP_A: string}> {
  const {value: password} = await passwordOf(talk)
  const proof = beginProof()
  talk.srp = {proof, password}
  return {SRP_A: proof.A}
}

/** PASSWORD_VERIFIER: proves the password without sending it. */
export const provePassword: Answering = async (talk, {ChallengeParameters}) => {
  const {SALT = '', SRP_B = '', SECRET_BLOCK = ''} = ChallengeParameters
  const {proof, password} = talk.srp ?? {proof: beginProof(), password: ''}
  const {poolId} = talk.client
  const time = timestamp(talk.world.clock.now())
  const prover = {group: poolId.slice(poolId.indexOf('_') + 1), name: talk.username, secret: password}
  const riddle = {salt: SALT, B: SRP_B, secretBlock: SECRET_BLOCK, timestamp: time}
  return {
    responses: {
      PASSWORD_CLAIM_SIGNATURE: proof.sign(prover, riddle),
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      TIMESTAMP: time,
      ...deviceKeyOf(talk),
    },
  }
}

/** PASSWORD: sends it, over https to nobody but the pool. */
export const sendPassword: Answering = async talk => {
  const {value, typed} = await passwordOf(talk)
  return {responses: {PASSWORD: value}, typed}
}

/** PASSWORD_SRP: offers the proof, which PASSWORD_VERIFIER then asks for. */
export const offerProof: Answering = async talk => {
  return {responses: await beginPasswordProof(talk)}
}

/** Tells the pool which device this is, if it is one of theirs. */
export function deviceKeyOf({device, username}: Pick<Talk, 'device' | 'username'>): {readonly DEVICE_KEY?: string} {
  return device?.usernames.includes(username) ? {DEVICE_KEY: device.key} : {}
}
