import type {ConfirmDeviceRequest, ConfirmDeviceResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import {addDevice} from '../devices.ts'
import type {Checked} from '../operation.ts'

/** Takes the verifier of the device that signed in. Whether it is remembered, the pool decides or leaves to its user. */
export async function confirmDevice(
  stack: Stack,
  {AccessToken, DeviceKey, DeviceName, DeviceSecretVerifierConfig}: Checked<ConfirmDeviceRequest>,
): Promise<ConfirmDeviceResponse> {
  const {pool, user, claims} = await bearerOf(stack, AccessToken)
  if (claims.device_key !== DeviceKey) throw new Problem('ResourceNotFoundException', 'Device does not exist.')
  const {PasswordVerifier, Salt} = DeviceSecretVerifierConfig ?? {}
  const {remembered} = addDevice(stack, pool, user, {
    key: DeviceKey,
    name: DeviceName ?? DeviceKey,
    verifier: hex(PasswordVerifier),
    salt: hex(Salt),
  })
  return {UserConfirmationNecessary: !remembered}
}

function hex(base64 = ''): string {
  const digits = Buffer.from(base64, 'base64').toString('hex')
  if (digits === '') throw new Problem('InvalidParameterException', 'Invalid device verifier.')
  return digits
}
