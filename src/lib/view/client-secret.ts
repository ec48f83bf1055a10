import type {SecretListed} from '../directory/client-secrets.ts'
import type {Page} from './page.ts'
import {safe} from './safe.ts'
import {type Column, tableText} from './table.ts'

const columns: readonly Column<SecretListed>[] = [
  {name: 'id', cell: ({id}) => id},
  {name: 'createdAt', cell: ({createdAt}) => createdAt ?? ''},
]

/** The secrets of a client, without their values. */
export function secretsText(secrets: readonly SecretListed[], page: Page): string {
  return secrets.length === 0 ? 'No secrets: the client is public.' : tableText(secrets, columns, page)
}

/** A secret that was added, and its value where it may be shown. */
export function secretAddedText({id, value}: SecretListed & {readonly value?: string}): string {
  return [`Added secret ${safe(id)}.`, ...(value === undefined ? [] : [safe(value)])].join('\n')
}

/** How far a rotation came. */
export function rotatedText(rotated: {
  readonly added: SecretListed
  readonly proven: boolean
  readonly removed?: SecretListed
  readonly value?: string
}): string {
  const {added, proven, removed, value} = rotated
  const words = proven ? 'and a token request proved it' : 'and no token request could prove it'
  return [
    `Added secret ${safe(added.id)}, ${words}.`,
    removed === undefined ? 'The old secret still works.' : `Removed secret ${safe(removed.id)}.`,
    ...(value === undefined ? [] : [safe(value)]),
  ].join('\n')
}
