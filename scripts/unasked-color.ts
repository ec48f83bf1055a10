import type {Plugin} from 'esbuild'

/** chalk asks the terminal for its colours as soon as it is read; view/paint.ts says which level it wants, and needs no answer. */
export const unaskedColor: Plugin = {
  name: 'unasked-color',
  setup(build) {
    build.onResolve({filter: /^#supports-color$/}, ({path}) => ({path, namespace: 'unasked-color'}))
    build.onLoad({filter: /.*/, namespace: 'unasked-color'}, () => ({
      contents: 'export default {stdout: false, stderr: false}',
    }))
  },
}
