import type {Change} from './rehearsal.ts'

const secret = /(^|\.)(client_?secret|private_key|clientSecretValue|password|temporaryPassword)$/i
const mask = '•••'

/** Whether a value under this name, or at the end of this path, is for nobody's eyes. */
export function isSecret(name: string): boolean {
  return secret.test(name)
}

/** A change as it may be shown: that a secret is another, not which. */
export function shownChange(change: Change): Change {
  if (!isSecret(change.path)) return change
  const {path, before, after} = change
  return {path, ...(before === undefined ? {} : {before: mask}), ...(after === undefined ? {} : {after: mask})}
}

/** The same value with every secret in it masked, however deep. */
export function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => [name, isSecret(name) && inner !== null ? mask : masked(inner)]),
  )
}
