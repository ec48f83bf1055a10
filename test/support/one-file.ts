import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'

/** A program with all it imports in one file: it starts four times as fast. */
export interface OneFile {
  readonly path: string
  /** Variables it wants: where add-ons are, and where compiled code is left to later starts. */
  readonly env: NodeJS.ProcessEnv
  dispose(): void
}

export async function oneFile(program: URL): Promise<OneFile> {
  const folder = mkdtempSync(join(tmpdir(), 'authctl-child-'))
  const path = join(folder, 'program.mjs')
  await build({
    entryPoints: [fileURLToPath(program)],
    outfile: path,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    external: ['inquirer', 'open'],
    banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url)"},
  })
  return {
    path,
    env: {
      NODE_PATH: fileURLToPath(new URL('../../node_modules', import.meta.url)),
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    },
    dispose: () => rmSync(folder, {recursive: true, force: true}),
  }
}
