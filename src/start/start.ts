import {join} from 'node:path'
import {requireCompiled} from './compiled.ts'
import {sayHelpPage} from './help-page.ts'

/** Runs the program whose bundle stands next to this file. */
export async function start(): Promise<void> {
  if (sayHelpPage(process.argv.slice(2), join(__dirname, 'help'))) return
  const {main} = requireCompiled(join(__dirname, 'authctl.cjs')) as {main(): Promise<void>}
  await main()
}
