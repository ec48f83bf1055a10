import {createHash, randomUUID} from 'node:crypto'
import type {DeviceType, ListDevicesResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {TrackedDevice} from '../factors.ts'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Pool, User} from '../state.ts'
import {page, pageSize} from './pages.ts'

/** Whether the pool gives every device that signs in a key of its own. */
export function tracksDevices({settings}: Pool): boolean {
  return settings.DeviceConfiguration !== undefined
}

/** A key for a device that is met for the first time, and of the group that all of the pool's devices are in. */
export function newDeviceKeys(pool: Pool): {DeviceKey: string; DeviceGroupKey: string} {
  return {DeviceKey: `${pool.region}_${randomUUID()}`, DeviceGroupKey: groupKeyOf(pool)}
}

function groupKeyOf({id, createdAt}: Pool): string {
  return `-${createHash('sha256')
    .update(`${id}${createdAt}`)
    .digest('base64url')
    .replace(/[^a-z0-9]/gi, '')
    .slice(0, 9)}`
}

/** @throws Problem `ResourceNotFoundException` */
export function deviceOf({devices}: User, key: string | undefined): TrackedDevice {
  const device = devices?.get(key ?? '')
  if (!device) throw new Problem('ResourceNotFoundException', 'Device does not exist.')
  return device
}

/** The device a sign-in named, if it may stand in for a second factor. */
export function rememberedDevice(pool: Pool, user: User, key: string | undefined): TrackedDevice | undefined {
  if (!tracksDevices(pool) || key === undefined) return undefined
  const device = deviceOf(user, key)
  return device.remembered ? device : undefined
}

/** Takes a device's verifier: from then on it can prove itself. @throws Problem `DeviceKeyExistsException` */
export function addDevice(
  {clock}: Pick<Stack, 'clock'>,
  pool: Pool,
  user: User,
  given: Pick<TrackedDevice, 'key' | 'name' | 'salt' | 'verifier'>,
): TrackedDevice {
  if (user.devices?.has(given.key)) throw new Problem('DeviceKeyExistsException', 'Device already exists.')
  const now = clock.now()
  const remembered = pool.settings.DeviceConfiguration?.DeviceOnlyRememberedOnUserPrompt !== true
  const groupKey = groupKeyOf(pool)
  const device = {...given, groupKey, remembered, createdAt: now, updatedAt: now, lastSignInAt: now}
  user.devices ??= new Map()
  user.devices.set(given.key, device)
  return device
}

/** Remembered devices may stand in for a second factor, others are only known. */
export function rememberAs({clock}: Pick<Stack, 'clock'>, device: TrackedDevice, status: string | undefined): void {
  device.remembered = status === 'remembered'
  device.updatedAt = clock.now()
}

/** One page of a user's devices. */
export function pageOfDevices(
  {sub, devices}: User,
  {Limit, PaginationToken}: {Limit?: number | undefined; PaginationToken?: string | undefined},
): ListDevicesResponse {
  const {items, next} = page([...(devices?.values() ?? [])], ({key}) => key, {
    size: pageSize(Limit),
    token: PaginationToken,
    of: `ListDevices ${sub}`,
  })
  return {Devices: items.map(describeDevice), ...(next !== undefined && {PaginationToken: next})}
}

/** A device as the API shows it. */
export function describeDevice({key, name, remembered, createdAt, updatedAt, lastSignInAt}: TrackedDevice): DeviceType {
  return {
    DeviceKey: key,
    DeviceAttributes: [
      {Name: 'device_name', Value: name},
      {Name: 'device_status', Value: 'valid'},
      {Name: 'dev:device_remembered_status', Value: remembered ? 'remembered' : 'not_remembered'},
    ],
    DeviceCreateDate: new Date(createdAt),
    DeviceLastModifiedDate: new Date(updatedAt),
    DeviceLastAuthenticatedDate: new Date(lastSignInAt),
  }
}
