import type {Keeping} from '../keeping.ts'
import {unreadable} from '../kept-file.ts'
import {keptFolder} from '../names.ts'
import type {Vault} from './vault.ts'

/** Readable by everything that runs as this user. Only ever by explicit choice, and said before anything is written. */
export function plaintextVault(world: Keeping): Vault {
  return {
    seal: async (_label, secret) => ({text: secret}),
    open: async (_label, {text}, path) => {
      if (typeof text !== 'string') throw unreadable(path, 'parts of it are missing')
      return text
    },
    assertUsable: async () => {
      world.terminal.err(`Warning: tokens will be kept unencrypted in ${keptFolder(world)} (store plaintext).\n`)
    },
  }
}
