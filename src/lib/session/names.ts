import {createHash} from 'node:crypto'
import {join} from 'node:path'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'

type Place = Pick<World, 'folders'>

/** Whose tokens are meant when nobody says `--as`. */
export const defaultIdentity = 'default'

/** The words that name an identity on a command line. */
export function asWords(identity: string): string[] {
  return identity === defaultIdentity ? [] : [`--as ${identity}`]
}

/** Where everything secret is kept, one file per session. */
export function keptFolder({folders}: Place): string {
  return join(folders.data, 'sessions')
}

/** @throws Failure `usage` for a name that cannot be a part of a file's name. */
export function sessionPath(world: Place, profile: string, identity: string): string {
  assertName('profile', profile)
  assertName('identity', identity)
  return join(keptFolder(world), `${profile}+${identity}-${digest(profile, identity)}.json`)
}

/** @throws Failure `usage` for a name that cannot be a part of a file's name. */
export function clientSecretPath(world: Place, profile: string): string {
  assertName('profile', profile)
  return join(keptFolder(world), `${profile}-${digest(profile)}.client-secret.json`)
}

/**
 * Names become parts of file names on every platform: they cannot climb out of a folder, hide, or name a device.
 * @throws Failure `usage`.
 */
export function assertName(what: 'profile' | 'identity', name: string): void {
  if (isName(name)) return
  throw new Failure('usage', `${JSON.stringify(name.slice(0, 80))} cannot be the name of ${article(what)}.`, {
    hints: ['at most 64 letters, digits, dots, dashes, underscores, plus and at signs, a letter or digit first'],
  })
}

/** Whether a word can be the name of a profile or an identity here. */
export function isName(name: string): boolean {
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name)
  return /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$/.test(name) && !reserved && !name.endsWith('.')
}

/** Keeps names apart that a file system may take for the same: capitals, and a plus sign in the wrong place. */
function digest(...names: string[]): string {
  return createHash('sha256').update(names.join('\0')).digest('hex').slice(0, 12)
}

function article(what: string): string {
  return what === 'identity' ? 'an identity' : `a ${what}`
}
