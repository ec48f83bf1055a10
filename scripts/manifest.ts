import {writeFileSync} from 'node:fs'
import {openConfig} from '../src/lib/cli/program.ts'
import {program} from '../src/main.ts'

/** Writes oclif.manifest.json from the commands' sources: the command surface, reviewed in diffs. */
const source = program()
const config = await openConfig(source)
const [self] = config.getPluginsList()
const {commands} = (self as unknown as {manifest: {commands: Record<string, object>}}).manifest
const sorted = Object.fromEntries(
  Object.entries(commands)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([id, command]) => [
      id,
      {...command, isESM: true, relativePath: ['dist', 'commands', ...`${id}.js`.split(':')]},
    ]),
)
writeFileSync(
  'oclif.manifest.json',
  `${JSON.stringify({commands: sorted, version: source.pjson.version}, undefined, 2)}\n`,
)
