import {relative, resolve} from 'node:path'
import {type BuildOptions, build, type Plugin, type PluginBuild} from 'esbuild'

/**
 * Two bundles that share their modules. The light half is what every command takes; the other half holds everything else,
 * so that a new room costs nothing to those who do not enter it. Each names what it has of its own under `modules`.
 */
export interface Halves {
  /** The files of the light half. */
  readonly light: ReadonlySet<string>
  /** Files of ours that the light half imports late, and that are in the other. */
  readonly late: readonly string[]
}

/** Follows the static imports of `entries`: all that is the light half. */
export async function halvesOf(entries: readonly string[], options: BuildOptions): Promise<Halves> {
  const late = new Set<string>()
  const noteLate: Plugin = {
    name: 'note-late',
    setup: build =>
      build.onResolve({filter: /^\./}, async args => {
        if (args.kind !== 'dynamic-import') return undefined
        late.add(resolve(args.resolveDir, args.path))
        return {path: args.path, external: true}
      }),
  }
  const {metafile} = await build({
    ...options,
    stdin: {contents: entries.map(file => `import './${file}'`).join('\n'), resolveDir: process.cwd()},
    plugins: [noteLate, ...(options.plugins ?? [])],
    write: false,
    outdir: 'dist',
    metafile: true,
  })
  const light = new Set(Object.keys(metafile.inputs).map(file => resolve(file)))
  return {light, late: [...late].filter(file => !light.has(file))}
}

/** In the other half: what the light half has is taken from there. `asked` gets the names. */
export function fromLight({light}: Halves, file: string, asked: Set<string>): Plugin {
  return across(file, 'light', (path, _) => light.has(path) && Boolean(asked.add(relative('.', path))))
}

/** In the light half: what is imported late, and is in the other, is taken from there. */
export function fromOther({late}: Halves, file: string): Plugin {
  return across(file, 'other', (path, kind) => kind === 'dynamic-import' && late.includes(path))
}

/** The table of modules that a bundle gives the other half: each runs when it is first asked for. */
export function modulesTable(files: Iterable<string>): string {
  return `export const modules = {${[...files].map(file => `'${file}': () => require('./${file}')`).join(', ')}}`
}

function across(file: string, name: string, isThere: (path: string, kind: string) => boolean): Plugin {
  const seen = Symbol(name)
  return {
    name,
    setup(build: PluginBuild) {
      build.onResolve({filter: /.*/}, async args => {
        if (args.namespace === name) return {path: args.path, external: true}
        if (args.pluginData === seen || args.kind === 'entry-point') return undefined
        const {path, errors, external} = await build.resolve(args.path, {
          importer: args.importer,
          resolveDir: args.resolveDir,
          kind: args.kind,
          namespace: args.namespace,
          pluginData: seen,
        })
        if (errors.length > 0 || external || !isThere(path, args.kind)) return undefined
        return {path: relative('.', path), namespace: name}
      })
      build.onLoad({filter: /.*/, namespace: name}, ({path}) => ({
        contents: `module.exports = require('./${file}').modules['${path}']()`,
        resolveDir: process.cwd(),
      }))
    },
  }
}
