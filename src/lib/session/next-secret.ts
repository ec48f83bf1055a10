import {readFile, rm} from 'node:fs/promises'
import {replaceFile} from '../disk/private-file.ts'
import type {Profile} from '../profile/profile.ts'
import {forgetClientSecret, readClientSecret, saveClientSecret} from './client-secrets.ts'
import type {Keeping} from './keeping.ts'

/** A place for a client's secret, and beside it for the one that is to follow. */
export interface SecretPlace {
  readonly name: string
  /** The next secret, noted before and not settled. @throws Failure `storage_failed`, `storage_unavailable`. */
  next(): Promise<string | undefined>
  note(value: string): Promise<void>
  /** From now on this is the secret. */
  settle(value: string): Promise<void>
}

/** The profile's own store. */
export function profilePlace(world: Keeping, profile: Profile): SecretPlace {
  const next = {...profile, name: `${profile.name}+next`}
  return {
    name: `profile ${profile.name}`,
    next: () => readClientSecret(world, next),
    note: value => saveClientSecret(world, next, value),
    settle: async value => {
      await saveClientSecret(world, profile, value)
      await forgetClientSecret(world, next)
    },
  }
}

/** A file of mode 0600; the next secret waits beside it under `.next`. */
export function filePlace(path: string): SecretPlace {
  const next = `${path}.next`
  return {
    name: path,
    next: async () => (await readFile(next, 'utf8').catch(() => undefined))?.trim(),
    note: value => replaceFile(next, `${value}\n`),
    settle: async value => {
      await replaceFile(path, `${value}\n`)
      await rm(next, {force: true})
    },
  }
}

/** No place at all: the secret is only shown. */
export const noPlace: SecretPlace = {
  name: 'nowhere',
  next: async () => undefined,
  note: async () => {},
  settle: async () => {},
}
