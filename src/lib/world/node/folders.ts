import {homedir} from 'node:os'
import {join} from 'node:path'
import {Failure} from '../../failure.ts'
import type {Environment, Folders} from '../world.ts'

/**
 * `AUTHCTL_CONFIG_DIR`, `AUTHCTL_DATA_DIR` and `AUTHCTL_CACHE_DIR` first, then the platform's own folders (XDG Base
 * Directory on Unix, Application Support on macOS, AppData on Windows). Found on first use, so that a command which
 * keeps nothing works without a home.
 *
 * @throws Failure `config_invalid` where no folder can be told.
 */
export function platformFolders(env: Environment): Folders {
  return {
    get config() {
      return env.AUTHCTL_CONFIG_DIR || folder(env, 'XDG_CONFIG_HOME', '.config', 'Library/Preferences', 'APPDATA')
    },
    get data() {
      return (
        env.AUTHCTL_DATA_DIR ||
        folder(env, 'XDG_DATA_HOME', '.local/share', 'Library/Application Support', 'LOCALAPPDATA')
      )
    },
    get cache() {
      return env.AUTHCTL_CACHE_DIR || folder(env, 'XDG_CACHE_HOME', '.cache', 'Library/Caches', 'LOCALAPPDATA')
    },
  }
}

function folder(env: Environment, xdg: string, unix: string, mac: string, windows: string): string {
  const explicit = env[xdg]
  if (explicit) return join(explicit, 'authctl')
  if (process.platform === 'win32' && env[windows]) return join(env[windows], 'authctl')
  return join(home(env), process.platform === 'darwin' ? mac : unix, 'authctl')
}

function home(env: Environment): string {
  const found = env.HOME || safeHomedir()
  if (!found)
    throw new Failure('config_invalid', 'There is no home folder to keep settings in.', {
      hints: ['set AUTHCTL_CONFIG_DIR, AUTHCTL_DATA_DIR and AUTHCTL_CACHE_DIR'],
    })
  return found
}

function safeHomedir(): string {
  try {
    return homedir()
  } catch {
    return ''
  }
}
