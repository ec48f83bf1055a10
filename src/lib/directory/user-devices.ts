import {
  AdminForgetDeviceCommand,
  AdminListDevicesCommand,
  type DeviceType,
} from '@aws-sdk/client-cognito-identity-provider'
import {type Directory, read, write} from './directory.ts'
import {present} from './present.ts'

const pageSize = 60

/** A device that signed in. */
export interface Device {
  readonly key: string
  readonly attributes: Readonly<Record<string, string>>
  readonly createdAt?: string
  readonly updatedAt?: string
  readonly lastSignInAt?: string
}

/** The devices a user signed in with, where the pool tracks them. @throws Failure `not_found`, `usage`. */
export async function listDevices(directory: Directory, username: string): Promise<Device[]> {
  const devices: Device[] = []
  let token: string | undefined
  do {
    const asked = {...named(directory, username), Limit: pageSize, PaginationToken: token}
    const page = await read(directory, new AdminListDevicesCommand(asked))
    devices.push(...(page.Devices ?? []).map(deviceOf))
    token = page.PaginationToken
  } while (token !== undefined)
  return devices
}

function deviceOf(found: DeviceType): Device {
  const {DeviceKey = '', DeviceAttributes = []} = found
  return present({
    key: DeviceKey,
    attributes: Object.fromEntries(DeviceAttributes.map(({Name = '', Value = ''}) => [Name, Value])),
    createdAt: found.DeviceCreateDate?.toISOString(),
    updatedAt: found.DeviceLastModifiedDate?.toISOString(),
    lastSignInAt: found.DeviceLastAuthenticatedDate?.toISOString(),
  })
}

/** Forgets a device: at its next sign-in it is a new one. @throws Failure `not_found`. */
export async function forgetDevice(directory: Directory, username: string, key: string): Promise<void> {
  await write(directory, new AdminForgetDeviceCommand({...named(directory, username), DeviceKey: key}))
  directory.rehearsal?.changes.push({path: `${username}.devices`, before: key})
}

function named({poolId}: Directory, username: string): {UserPoolId: string; Username: string} {
  return {UserPoolId: poolId, Username: username}
}
