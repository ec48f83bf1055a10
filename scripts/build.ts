import {globSync, rmSync} from 'node:fs'
import {build} from 'esbuild'
import {lateBuiltins} from './late-builtins.ts'
import {lateRequires} from './late-requires.ts'

/**
 * Bundles src/ into dist/: one small file per command, shared parts in chunks, heavy packages in chunks of their own
 * that are read when a verb needs them. Finding and reading many small modules is most of a stock program's start.
 */
rmSync('dist', {recursive: true, force: true})
await build({
  entryPoints: ['src/main.ts', ...globSync('src/commands/**/*.ts')],
  outbase: 'src',
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  // Packages come as ES modules where they can, so that what a command does not use is left out.
  mainFields: ['module', 'main'],
  plugins: [lateBuiltins, lateRequires],
  target: 'node22.18',
  minify: true,
  keepNames: true,
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
  // oclif and open look for these at run time and do without; the keyring is a native add-on; the emulator's engine
  // is only read when the local stack starts.
  external: ['typescript', 'ts-node', 'tsx', 'pnpapi', '@napi-rs/keyring', 'oidc-provider', 'graphql', 'ws'],
  banner: {
    js: "import {createRequire as $createRequire} from 'node:module';const require=$createRequire(import.meta.url);",
  },
})
