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
  process.exitCode = await runProgram(argv, self, nodeWorld(cancellation()))
  // Pooled connections and watchers must not keep a finished program alive.
  setImmediate(() => process.exit())
}

/** The first signal asks everything to stop; the second, or a second of silence, ends the process. */
function cancellation(): AbortSignal {
  const controller = new AbortController()
  const exits = {SIGINT: 130, SIGTERM: 143, SIGHUP: 129}
  for (const [signal, exit] of Object.entries(exits)) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exit)
      controller.abort(new Failure('cancelled', 'Cancelled.'))
      setTimeout(() => process.exit(exit), 900).unref()
    })
  }
  return controller.signal
}
