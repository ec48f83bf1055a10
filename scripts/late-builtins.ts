import {builtinModules, createRequire} from 'node:module'
import type {Plugin} from 'esbuild'

const require = createRequire(import.meta.url)

/**
 * Node's own modules, each loaded when something of it is first used. A static import of `http` or `child_process`
 * loads it and a dozen others at once, and reads every property it exports; most commands never get to use them.
 *
 * In the bundle every import of one, ours or a package's, meets an object of getters instead. Modules that are
 * themselves a function (`assert`, `events`, `stream`) stay that function. `npm run bench` measures it.
 */
export const lateBuiltins: Plugin = {
  name: 'late-builtins',
  setup(build) {
    const known = new Set(builtinModules)
    build.initialOptions.inject = [...(build.initialOptions.inject ?? []), together]
    build.onResolve({filter: new RegExp(`^${together}$`)}, () => ({path: together, namespace: together}))
    build.onLoad({filter: /.*/, namespace: together}, () => ({
      contents: usual.map(name => `import ${JSON.stringify(name)}`).join('\n'),
    }))
    build.onResolve({filter: /^(node:)?[a-z_0-9/]+$/}, ({path}) => {
      const name = path.replace(/^node:/, '')
      return known.has(name) ? {path: name, namespace: 'builtin'} : undefined
    })
    build.onLoad({filter: /.*/, namespace: 'builtin'}, ({path}) => ({contents: late(path)}))
  },
}

/** Named in every entry, so that these share one chunk; else each would be a file of its own to find and read. */
const together = 'late-builtins'
const usual = [
  'async_hooks',
  'buffer',
  'child_process',
  'crypto',
  'fs',
  'fs/promises',
  'http',
  'https',
  'os',
  'path',
].concat(['perf_hooks', 'process', 'readline', 'tty', 'url', 'util'])

function late(name: string): string {
  const module = require(name) as object
  const own = `process.getBuiltinModule(${JSON.stringify(name)})`
  if (typeof module === 'function') return `module.exports = ${own}`
  const getters = Object.keys(module).map(key => `get ${JSON.stringify(key)}() { return own().${key} }`)
  return `let found\nconst own = () => (found ??= ${own})\nmodule.exports = {${getters.join(',\n')}}`
}
