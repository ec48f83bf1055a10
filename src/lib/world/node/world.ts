import {Failure} from '../../failure.ts'
import {refusingAsk} from '../refusing-ask.ts'
import type {Ask, Environment, Fetch, FetchInit, Terminal, World} from '../world.ts'
import {systemBrowser} from './browser.ts'
import {systemClock} from './clock.ts'
import {keepDebuggingDiscreet} from './discreet-debugging.ts'
import {platformFolders} from './folders.ts'
import {inquirerAsk} from './inquirer-ask.ts'
import {systemKeyring} from './keyring.ts'
import {takeEnvironment} from './own-environment.ts'
import {proxiedAgents} from './proxied-agents.ts'
import {proxiesAreSet} from './proxy.ts'
import {processTerminal} from './terminal.ts'
import {certificatesGoUnchecked, withoutHttps} from './without-https.ts'

/** The real outside: system clock, Node's fetch, the process's streams, the desktop's browser and keyring. */
export function nodeWorld(cancelled: AbortSignal): World {
  const env = takeEnvironment(process.env)
  keepDebuggingDiscreet(env, () => process.stderr)
  const terminal = processTerminal(env)
  return {
    clock: systemClock,
    env,
    get cwd() {
      return workingFolder()
    },
    folders: platformFolders(env),
    ...network(env),
    browser: systemBrowser(env),
    keyring: systemKeyring(env, cancelled),
    ask: askFor(env, terminal, cancelled),
    terminal,
    cancelled,
  }
}

/** Named late, all of it: merely touching the global fetch loads all of undici. */
function network(env: Environment): Pick<World, 'fetch' | 'agents'> {
  if (certificatesGoUnchecked(env)) return withoutHttps()
  if (!proxiesAreSet(env)) return {fetch: plainFetch}
  let proxied: Fetch | undefined
  return {
    fetch: async (input, init) => {
      proxied ??= (await import('./proxied-fetch.ts')).proxiedFetch(env)
      return proxied(input, init)
    },
    agents: proxiedAgents(env),
  }
}

async function plainFetch(input: string | URL | Request, {certificate, ...init}: FetchInit = {}): Promise<Response> {
  if (!certificate) return globalThis.fetch(input, init)
  const {certifiedFetch} = await import('./certified-fetch.ts')
  return certifiedFetch(input, {...init, certificate})
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
