import type {AdminForgetDeviceRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {deviceOf} from '../devices.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function adminForgetDevice(
  stack: Stack,
  {UserPoolId, Username, DeviceKey}: Checked<AdminForgetDeviceRequest>,
): void {
  const user = userOf(poolOf(stack, UserPoolId), Username)
  const {key} = deviceOf(user, DeviceKey)
  user.devices?.delete(key)
}
