import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {withDetails} from './lib/cli/brief-manifest.ts'
import {type Manifest, type PackageJson, type Program, runProgram} from './lib/cli/program.ts'
import {Failure} from './lib/failure.ts'
import {nodeWorld} from './lib/world/node/world.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** This program run from its sources, by tests and development: every command is found in its folder. */
export function program(): Program {
  const pjson = readJson<PackageJson>(`${root}package.json`)
  return {
    root,
    pjson: {...pjson, oclif: {...pjson.oclif, commands: './src/commands'}},
    load: id => import(new URL(`commands/${id.replaceAll(':', '/')}.ts`, import.meta.url).href),
  }
}

type Loaders = Readonly<Record<string, () => Promise<{default: unknown}>>>

/** This program as it is published: one bundle, which has the commands by id, and in brief what the manifest says of them. */
export function bundled(brief: Record<string, object>, commands: Loaders): Program {
  const pjson = readJson<PackageJson>(`${root}package.json`)
  const whole = () => readJson<Manifest>(`${root}oclif.manifest.json`).commands
  return {
    root,
    pjson,
    manifest: {commands: withDetails(brief, whole), version: pjson.version},
    load: async id => {
      const load = commands[id]
      if (!load) throw new Error(`no command ${id} in this bundle`)
      return load()
    },
  }
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T
}

/** Runs the process's own command line; sets its exit status. */
export async function main(self = program(), argv = process.argv.slice(2)): Promise<void> {
  const {cancelled, leave} = cancellation()
  process.exitCode = await runProgram(argv, self, nodeWorld(cancelled))
  // Pooled connections and watchers must not keep a finished program alive.
  setImmediate(leave)
}

/**
 * The first signal asks everything to stop; the second, or a second of silence, ends the process. `leave` exits with the
 * status that is set, whatever still goes on.
 */
function cancellation(): {cancelled: AbortSignal; leave: () => void} {
  const controller = new AbortController()
  const exits = {SIGINT: 130, SIGTERM: 143, SIGHUP: 129}
  let received: string | undefined
  const leave = () => {
    if (received !== undefined && waitsForFile()) dieOf(received)
    else process.exit()
  }
  for (const [signal, exit] of Object.entries(exits)) {
    const end = () => {
      process.exitCode = exit
      leave()
    }
    process.on(signal, () => {
      received = signal
      if (controller.signal.aborted) end()
      controller.abort(new Failure('cancelled', 'Cancelled.'))
      setTimeout(end, 900).unref()
    })
  }
  return {cancelled: controller.signal, leave}
}

/** Such a call may never return, as that which opens a pipe nobody writes to, and process.exit waits for it. */
function waitsForFile(): boolean {
  return process.getActiveResourcesInfo().some(resource => resource.startsWith('FSReq'))
}

/** Ends the process as the signal does where nobody listens for it. A shell sees 128 and its number. */
function dieOf(signal: string): void {
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
}
