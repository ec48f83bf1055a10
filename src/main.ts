import {existsSync, readFileSync} from 'node:fs'
import {extname} from 'node:path'
import {fileURLToPath} from 'node:url'
import {type Manifest, type PackageJson, type Program, runProgram} from './lib/cli/program.ts'
import {Failure} from './lib/failure.ts'
import {nodeWorld} from './lib/world/node/world.ts'

const extension = extname(fileURLToPath(import.meta.url))

/** This program as it stands on disk: run from source by tests and development, from the bundle by everybody else. */
export function program(): Program {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const pjson = readJson<PackageJson>(`${root}package.json`)
  if (extension === '.ts') return {root, pjson: fromSource(pjson), load}
  const manifest = `${root}oclif.manifest.json`
  return {root, pjson, load, ...(existsSync(manifest) ? {manifest: readJson<Manifest>(manifest)} : {})}
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T
}

const load: Program['load'] = id =>
  import(new URL(`commands/${id.replaceAll(':', '/')}${extension}`, import.meta.url).href)

function fromSource(pjson: PackageJson): PackageJson {
  return {...pjson, oclif: {...pjson.oclif, commands: './src/commands'}}
}

/** Runs the process's own command line; sets its exit status. */
export async function main(argv = process.argv.slice(2)): Promise<void> {
  process.exitCode = await runProgram(argv, program(), nodeWorld(cancellation()))
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
