import {randomBytes} from 'node:crypto'
import {Failure} from '../../failure.ts'
import type {Device} from './device.ts'
import type {Result} from './replies.ts'
import {beginProof, timestamp, verifierOf} from './srp.ts'
import type {Answering, Talk} from './talk.ts'

/** DEVICE_SRP_AUTH: the pool remembers this device, and has it prove its own secret in place of a second factor. */
export const offerDeviceProof: Answering = async talk => {
  const {key} = deviceOf(talk)
  talk.deviceProof = beginProof()
  return {responses: {DEVICE_KEY: key, SRP_A: talk.deviceProof.A}}
}

/** DEVICE_PASSWORD_VERIFIER */
export const proveDevice: Answering = async (talk, {ChallengeParameters}) => {
  const {SALT = '', SRP_B = '', SECRET_BLOCK = ''} = ChallengeParameters
  const {key, group, password} = deviceOf(talk)
  const proof = talk.deviceProof ?? beginProof()
  const time = timestamp(talk.world.clock.now())
  const signature = proof.sign(
    {group, name: key, secret: password},
    {salt: SALT, B: SRP_B, secretBlock: SECRET_BLOCK, timestamp: time},
  )
  return {
    responses: {
      DEVICE_KEY: key,
      PASSWORD_CLAIM_SIGNATURE: signature,
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      TIMESTAMP: time,
    },
  }
}

/**
 * A pool that tracks devices names a new one at its first sign-in, and takes a verifier of the secret made here. Whether
 * it is remembered from then on, the pool decides or leaves to its owner.
 */
export async function confirmDevice(
  {client, given, tell, username}: Talk,
  {AccessToken, NewDeviceMetadata}: Result,
  signedInAs: string,
): Promise<Device | undefined> {
  const {DeviceKey: key, DeviceGroupKey: group} = NewDeviceMetadata
  if (key === undefined || group === undefined) return undefined
  const password = randomBytes(40).toString('base64')
  const {salt, verifier} = verifierOf({group, name: key, secret: password})
  const {UserConfirmationNecessary: asks} = await client.ask('ConfirmDevice', {
    AccessToken,
    DeviceKey: key,
    DeviceName: 'authctl',
    DeviceSecretVerifierConfig: {PasswordVerifier: verifier, Salt: salt},
  })
  if (asks === true && given.rememberDevice === true)
    await client.ask('UpdateDeviceStatus', {AccessToken, DeviceKey: key, DeviceRememberedStatus: 'remembered'})
  else if (asks === true)
    tell.remark('With --remember-device the pool asks this device for no second factor next time.')
  return {key, group, password, usernames: [...new Set([signedInAs, username])]}
}

function deviceOf({device}: Talk): Device {
  if (device) return device
  throw new Failure('unreachable', 'The pool asks for proof of a device that it was not told of.')
}
