import type {ListDevicesRequest, ListDevicesResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import {pageOfDevices} from '../devices.ts'
import type {Checked} from '../operation.ts'

export async function listDevices(stack: Stack, input: Checked<ListDevicesRequest>): Promise<ListDevicesResponse> {
  const {user} = await bearerOf(stack, input.AccessToken)
  return pageOfDevices(user, input)
}
