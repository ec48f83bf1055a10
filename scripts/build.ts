import {createHash} from 'node:crypto'
import {globSync, readFileSync, rmSync} from 'node:fs'
import {type BuildOptions, build} from 'esbuild'
import {briefly} from '../src/lib/cli/brief-manifest.ts'
import {writeHelpPages} from './help-pages.ts'
import {lateRequires} from './late-requires.ts'
import {entryOf, packages, packagesApart} from './packages-apart.ts'
import {unaskedColor} from './unasked-color.ts'

/**
 * Bundles src/ into dist/. Finding and reading many small modules is most of a stock program's start, so what is ours is
 * one file, `authctl.cjs`, each of whose modules runs when a command first needs it; heavy packages and the embedded
 * stack are files of their own. `start.js` runs them, from compiled code where an earlier run has left some.
 */
const ids = globSync('src/commands/**/*.ts')
  .map(file => file.slice('src/commands/'.length, -'.ts'.length).replaceAll('/', ':'))
  .sort()
const common = {
  bundle: true,
  platform: 'node',
  // Packages come as ES modules where they can, so that what a command does not use is left out.
  mainFields: ['module', 'main'],
  target: 'node22.18',
  // Names stay as they are: keeping them beside shortened ones costs a call each at every start.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  // oclif and open look for these at run time and do without; the keyring is a native add-on; the emulator's engine
  // is only read when the local stack starts.
  external: ['typescript', 'ts-node', 'tsx', 'pnpapi', '@napi-rs/keyring', 'oidc-provider', 'graphql', 'ws'],
} satisfies BuildOptions
const lateScript = {...common, format: 'cjs', supported: {'dynamic-import': false}} satisfies BuildOptions

rmSync('dist', {recursive: true, force: true})
await Promise.all([
  build({
    ...lateScript,
    stdin: {contents: ours(), resolveDir: process.cwd()},
    outfile: 'dist/authctl.cjs',
    plugins: [packagesApart, lateRequires, unaskedColor],
    banner: {js: "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;"},
    define: {'import.meta.url': 'importMetaUrl'},
  }),
  build({
    ...lateScript,
    entryPoints: ['src/lib/token/judging-thread.ts'],
    outdir: 'dist',
    outExtension: {'.js': '.cjs'},
  }),
  ...Object.keys(packages).map(name =>
    build({
      ...lateScript,
      stdin: {contents: entryOf(name), resolveDir: process.cwd()},
      outfile: `dist/packages/${name}.cjs`,
    }),
  ),
  build({
    ...common,
    format: 'esm',
    stdin: {contents: stack(), resolveDir: process.cwd()},
    outfile: 'dist/emulator.js',
    banner: {
      js: "import {createRequire as $createRequire} from 'node:module';const require=$createRequire(import.meta.url);",
    },
  }),
])
await build({
  ...lateScript,
  entryPoints: ['src/start/start.ts'],
  outfile: 'dist/start.cjs',
  define: {commandIds: JSON.stringify(ids), buildId: JSON.stringify(hashOf(globSync('dist/**/*.cjs').sort()))},
})

await writeHelpPages('dist/help')

/** The whole program with its commands by id, each module late. */
function ours(): string {
  const {commands} = JSON.parse(readFileSync('oclif.manifest.json', 'utf8'))
  const loaders = ids.map(id => `'${id}': () => import('./src/commands/${id.replaceAll(':', '/')}.ts')`)
  return `import {main as run, bundled} from './src/main.ts'
    export const program = () => bundled(${JSON.stringify(briefly(commands))}, {${loaders.join(', ')}})
    export const main = () => run(program())`
}

function stack(): string {
  return globSync('src/lib/emulator/{emulator,seed,state,read-faults,read-seed}.ts')
    .map(file => `export * from './${file}'`)
    .join('\n')
}

function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}
