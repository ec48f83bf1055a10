import type {Directory} from '../directory/directory.ts'
import type {Settings} from '../directory/settings/answer.ts'

/** A resource server of the service's own. */
export function isManaged({managedBy}: Settings): boolean {
  return managedBy === 'COGNITO'
}

/** A client that registered itself (dynamic client registration). */
export function isDynamic({clientType}: Settings): boolean {
  return clientType === 'DCR'
}

/** A group that Cognito made for the people of a provider: `POOLID_Provider`. */
export function isAutomatic({poolId}: Pick<Directory, 'poolId'>, {name}: {readonly name: string}): boolean {
  return name.startsWith(`${poolId}_`)
}
