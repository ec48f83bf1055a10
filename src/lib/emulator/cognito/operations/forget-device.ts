import type {ForgetDeviceRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import {deviceOf} from '../devices.ts'
import type {Checked} from '../operation.ts'

export async function forgetDevice(
  stack: Stack,
  {AccessToken, DeviceKey}: Checked<ForgetDeviceRequest> & {AccessToken?: string},
): Promise<void> {
  const {user} = await bearerOf(stack, AccessToken ?? '')
  const {key} = deviceOf(user, DeviceKey)
  user.devices?.delete(key)
}
