import type {AdminListDevicesRequest, AdminListDevicesResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {pageOfDevices} from '../devices.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function adminListDevices(stack: Stack, input: Checked<AdminListDevicesRequest>): AdminListDevicesResponse {
  return pageOfDevices(userOf(poolOf(stack, input.UserPoolId), input.Username), input)
}
