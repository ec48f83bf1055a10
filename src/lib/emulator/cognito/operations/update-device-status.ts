import type {UpdateDeviceStatusRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import {deviceOf, rememberAs} from '../devices.ts'
import type {Checked} from '../operation.ts'

export async function updateDeviceStatus(
  stack: Stack,
  {AccessToken, DeviceKey, DeviceRememberedStatus}: Checked<UpdateDeviceStatusRequest>,
): Promise<void> {
  const {user} = await bearerOf(stack, AccessToken)
  rememberAs(stack, deviceOf(user, DeviceKey), DeviceRememberedStatus)
}
