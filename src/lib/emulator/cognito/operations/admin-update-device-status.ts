import type {AdminUpdateDeviceStatusRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {deviceOf, rememberAs} from '../devices.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function adminUpdateDeviceStatus(
  stack: Stack,
  {UserPoolId, Username, DeviceKey, DeviceRememberedStatus}: Checked<AdminUpdateDeviceStatusRequest>,
): void {
  rememberAs(stack, deviceOf(userOf(poolOf(stack, UserPoolId), Username), DeviceKey), DeviceRememberedStatus)
}
