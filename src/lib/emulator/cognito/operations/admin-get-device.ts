import type {AdminGetDeviceRequest, AdminGetDeviceResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {describeDevice, deviceOf} from '../devices.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function adminGetDevice(
  stack: Stack,
  {UserPoolId, Username, DeviceKey}: Checked<AdminGetDeviceRequest>,
): AdminGetDeviceResponse {
  return {Device: describeDevice(deviceOf(userOf(poolOf(stack, UserPoolId), Username), DeviceKey))}
}
