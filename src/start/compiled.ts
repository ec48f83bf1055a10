import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {basename, dirname} from 'node:path'
import {constants, Script} from 'node:vm'
import {codeCache} from './code-cache.ts'
import {lateBuiltin} from './late-builtin.ts'

/** Told by scripts/build.ts: the ids of all commands, and what is different when anything in the bundle is. */
declare const commandIds: readonly string[]
declare const buildId: string

const running = new Map<string, {exports: unknown}>()

/**
 * What `require` does, for our own bundles: runs one from compiled code kept by an earlier run of the same command where
 * there is some. A cache per command holds the functions which that command calls, and no others.
 */
export function requireCompiled(file: string): unknown {
  const known = running.get(file)
  if (known) return known.exports
  const module = {exports: {}}
  running.set(file, module)
  const outside = createRequire(file)
  const require = (id: string) =>
    id.endsWith('.cjs') ? requireCompiled(outside.resolve(id)) : (lateBuiltin(id) ?? outside(id))
  compiled(file)(module.exports, require, module, file, dirname(file))
  return module.exports
}

function compiled(file: string): (...wrapped: unknown[]) => void {
  const cache = codeCache(process.env, buildId)
  const name = cacheName(file)
  const cachedData = cache?.read(name)
  const source = `(function(exports,require,module,__filename,__dirname){${readFileSync(file, 'latin1')}\n})`
  const script = new Script(source, {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData && {cachedData}),
  })
  if (cache && (!cachedData || script.cachedDataRejected))
    process.once('exit', () => cache.keep(name, script.createCachedData()))
  return script.runInThisContext()
}

/** Of our own bundles each command calls other functions; of a package, most call the same. */
function cacheName(file: string): string {
  const bundle = basename(file, '.cjs')
  return dirname(file).endsWith('packages') ? bundle : `${bundle}-${commandOf(process.argv.slice(2))}`
}

/** The command that leading words name, `token.decode`. */
function commandOf(argv: readonly string[]): string {
  const ids = [3, 2, 1].map(length => argv.slice(0, length).join(':'))
  return (ids.find(id => commandIds.includes(id)) ?? 'other').replaceAll(':', '.')
}
