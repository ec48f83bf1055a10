import {Failure} from '../../failure.ts'
import {refusingAsk} from '../refusing-ask.ts'
import type {Ask, Environment, Terminal, World} from '../world.ts'
import {systemBrowser} from './browser.ts'
import {systemClock} from './clock.ts'
import {platformFolders} from './folders.ts'
import {inquirerAsk} from './inquirer-ask.ts'
import {systemKeyring} from './keyring.ts'
import {takeEnvironment} from './own-environment.ts'
import {processTerminal} from './terminal.ts'

/** The real outside: system clock, global fetch, the process's streams, the desktop's browser and keyring. */
export function nodeWorld(cancelled: AbortSignal): World {
  const env = takeEnvironment(process.env)
  const terminal = processTerminal(env)
  return {
    clock: systemClock,
    env,
    get cwd() {
      return workingFolder()
    },
    folders: platformFolders(env),
    // Named late: merely touching the global fetch loads all of undici.
    fetch: (input, init) => globalThis.fetch(input, init),
    browser: systemBrowser(env),
    keyring: systemKeyring,
    ask: askFor(env, terminal, cancelled),
    terminal,
    cancelled,
  }
}

function askFor(env: Environment, {inputIsTerminal, errIsTerminal}: Terminal, cancelled: AbortSignal): Ask {
  return inputIsTerminal && errIsTerminal && !env.CI ? inquirerAsk(cancelled) : refusingAsk
}

function workingFolder(): string {
  try {
    return process.cwd()
  } catch (cause) {
    throw new Failure('usage', 'The folder this was started in no longer exists.', {cause})
  }
}
