import {readFileSync} from 'node:fs'
import type {Plugin} from 'esbuild'

/**
 * oclif's modules, each run when something of it is first used. They require all they could ever need (templates for
 * help, globbing for plugins, formatting for errors) before the first line of a command; a run uses a tenth of that.
 *
 * Works on what TypeScript writes for CommonJS and nothing else: `const name_1 = require("x")` becomes a function,
 * and every other `name_1` a call of it. `npm run bench` measures it.
 */
export const lateRequires: Plugin = {
  name: 'late-requires',
  setup(build) {
    // Whether this is Windows' Linux is all oclif wants to know; the package around that answer starts programs.
    build.onResolve({filter: /^wsl-utils$/}, ({importer}) =>
      /[\\/]@oclif[\\/]core[\\/]/.test(importer) ? {path: 'wsl', namespace: 'late-requires'} : undefined,
    )
    build.onLoad({filter: /.*/, namespace: 'late-requires'}, () => ({
      contents: `import {release} from 'node:os'
        export const isWsl = process.platform === 'linux' && /microsoft/i.test(release())
        export const powerShellPath = async () => (await import('wsl-utils')).powerShellPath()`,
      resolveDir: process.cwd(),
    }))
    build.onLoad({filter: /[\\/]@oclif[\\/]core[\\/]lib[\\/].*\.js$/}, ({path}) => ({
      contents: withLateRequires(readFileSync(path, 'utf8').replace(listensToStdout, '')),
    }))
  },
}

const imported = /^(?:const|var) (\w+_\d+) = ((?:__import(?:Default|Star)\()?require\("[^"]+"\)\)?);$/gm

/** Stdout is written to without the stream, whose creation brings all of `net`: nothing is left to listen to. */
const listensToStdout = /^process\.stdout\.on\('error', [\s\S]*?^\}\);$/m

function withLateRequires(source: string): string {
  const names = [...source.matchAll(imported)].map(([, name]) => name)
  if (names.length === 0) return source
  const used = new RegExp(`(?<![.\\w])(${names.join('|')})\\b(?! = \\(\\) =>)`, 'g')
  return source.replace(imported, 'const $1 = () => $2;').replace(used, '($1())')
}
