import {readPrivateFile, writePrivateFile} from '../disk/private-file.ts'
import {Failure} from '../failure.ts'
import type {Label} from './label.ts'
import type {Sealed} from './vaults/vault.ts'

/** The format this program writes and reads. */
export const formatVersion = 1

/** One kept secret as it lies on disk. */
export interface KeptFile {
  readonly path: string
  readonly label: Label
  readonly sealed: Sealed
}

/**
 * @throws Failure `storage_failed`, with the path, for a file that is empty, cut short, of another version or not ours
 * alone. The file stays as it is.
 */
export async function readKeptFile(path: string): Promise<KeptFile | undefined> {
  const text = await readPrivateFile(path)
  return text === undefined ? undefined : {path, ...parse(path, text)}
}

/** @throws Failure `storage_failed`; then the old file is as it was. */
export async function writeKeptFile({path, label, sealed}: KeptFile): Promise<void> {
  await writePrivateFile(path, `${JSON.stringify({version: formatVersion, label, sealed}, undefined, 2)}\n`)
}

function parse(path: string, text: string): Pick<KeptFile, 'label' | 'sealed'> {
  if (text.trim() === '') throw unreadable(path, 'it is empty')
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (error) {
    throw unreadable(path, 'it is not JSON, or was cut short', error)
  }
  if (!isObject(document)) throw unreadable(path, 'it is not a JSON object')
  const {version, label, sealed} = document
  if (version !== formatVersion)
    throw unreadable(path, `its version is ${JSON.stringify(version) ?? 'missing'}, and this authctl knows version 1`)
  if (!isObject(label) || !isLabel(label) || !isObject(sealed)) throw unreadable(path, 'parts of it are missing')
  return {label, sealed}
}

function isLabel(label: object): label is Label {
  const {holds, store, profile, identity, issuer, clientId, savedAt, about} = label as Record<string, unknown>
  const named = [profile, issuer, clientId, savedAt].every(word => typeof word === 'string')
  if (!named || Number.isNaN(Date.parse(savedAt as string))) return false
  if (store !== 'keyring' && store !== 'encrypted' && store !== 'plaintext') return false
  if (holds === 'client-secret') return true
  return holds === 'session' && typeof identity === 'string' && isObject(about) && Array.isArray(about.tokens)
}

/** A kept file that cannot be used, and why, as the end of a sentence. */
export function unreadable(path: string, why: string, cause?: unknown): Failure {
  return new Failure('storage_failed', `${path} cannot be read: ${why}. It was left as it is.`, {
    hints: ['authctl login', 'authctl logout --local'],
    cause,
  })
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
