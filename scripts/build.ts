import {createHash} from 'node:crypto'
import {globSync, readFileSync, rmSync} from 'node:fs'
import {relative} from 'node:path'
import {type BuildOptions, build} from 'esbuild'
import {briefly} from '../src/lib/cli/brief-manifest.ts'
import {writeHelpPages} from './help-pages.ts'
import {lateRequires} from './late-requires.ts'
import {entryOf, packages, packagesApart} from './packages-apart.ts'
import {fromLight, fromOther, halvesOf, modulesTable} from './two-halves.ts'
import {unaskedColor} from './unasked-color.ts'

/**
 * Bundles src/ into dist/. Finding and reading many small modules is most of a stock program's start, so what is ours is
 * two files, each of whose modules runs when a command first needs it: `authctl.cjs`, which every command takes, and
 * `more.cjs` with all else. Heavy packages and the embedded stack are files of their own. `start.cjs` runs them, from
 * compiled code where an earlier run has left some.
 */
const lightCommands = ['token:decode']
const light = ['src/main.ts', 'src/lib/view/failure.ts', 'src/lib/cli/typo.ts', ...lightCommands.map(sourceOf)]
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

const plugins = [packagesApart, lateRequires, unaskedColor]
const ours = {
  ...lateScript,
  banner: {js: "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;"},
  define: {'import.meta.url': 'importMetaUrl'},
} satisfies BuildOptions

rmSync('dist', {recursive: true, force: true})
const halves = await halvesOf(light, {...ours, plugins})
const asked = new Set<string>()
await build({
  ...ours,
  stdin: {contents: otherHalf(), resolveDir: process.cwd()},
  outfile: 'dist/more.cjs',
  plugins: [fromLight(halves, 'authctl.cjs', asked), ...plugins],
})
await Promise.all([
  build({
    ...ours,
    stdin: {contents: lightHalf(), resolveDir: process.cwd()},
    outfile: 'dist/authctl.cjs',
    plugins: [fromOther(halves, 'more.cjs'), ...plugins],
    external: [...ours.external, './more.cjs'],
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

/** The program with its commands by id, each module late. */
function lightHalf(): string {
  const {commands} = JSON.parse(readFileSync('oclif.manifest.json', 'utf8'))
  const loaders = ids.map(id =>
    lightCommands.includes(id) ? loaderOf(id) : `'${id}': () => require('./more.cjs').commands['${id}']()`,
  )
  return `import {main as run, bundled} from './src/main.ts'
    export const program = () => bundled(${JSON.stringify(briefly(commands))}, {${loaders.join(', ')}})
    export const main = () => run(program())
    ${modulesTable(asked)}`
}

function otherHalf(): string {
  const loaders = ids.filter(id => !lightCommands.includes(id)).map(loaderOf)
  return `export const commands = {${loaders.join(', ')}}
    ${modulesTable(halves.late.map(file => relative('.', file)))}`
}

function loaderOf(id: string): string {
  return `'${id}': () => import('./${sourceOf(id)}')`
}

function sourceOf(id: string): string {
  return `src/commands/${id.replaceAll(':', '/')}.ts`
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
