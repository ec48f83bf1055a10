import type {GetDeviceRequest, GetDeviceResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import {describeDevice, deviceOf} from '../devices.ts'
import type {Checked} from '../operation.ts'

export async function getDevice(
  stack: Stack,
  {AccessToken, DeviceKey}: Checked<GetDeviceRequest> & {AccessToken?: string},
): Promise<GetDeviceResponse> {
  const {user} = await bearerOf(stack, AccessToken ?? '')
  return {Device: describeDevice(deviceOf(user, DeviceKey))}
}
