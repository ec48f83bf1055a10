import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {showHelp} from '../src/lib/cli/help.ts'
import {openConfig} from '../src/lib/cli/program.ts'
import {program} from '../src/main.ts'
import {pageName} from '../src/start/help-page.ts'

/** Renders help on everything there is, as it looks where no terminal is: one file a page. */
export async function writeHelpPages(folder: string): Promise<void> {
  mkdirSync(folder, {recursive: true})
  const config = await openConfig(program())
  const shown = [
    ...config.topics.map(({name}) => name),
    ...config.commands.filter(({hidden}) => !hidden).map(({id}) => id),
  ]
  for (const id of ['', ...shown]) {
    const out = (text: string) => writeFileSync(join(folder, pageName(id.split(':').filter(Boolean))), text)
    await showHelp(config, {id}, {terminal: {out, outColor: false, columns: undefined}})
  }
}
