import {readFileSync, writeFileSync} from 'node:fs'
import {Help} from '@oclif/core/help'
import {openConfig} from '../src/lib/cli/program.ts'
import {groupedTruly} from '../src/lib/cli/usage-groups.ts'
import {failureCodes} from '../src/lib/failure.ts'
import {program} from '../src/main.ts'

/** Writes the parts of docs/ and README.md that the sources already say: commands, exit statuses, failure codes. */
const config = await openConfig(program())
const commands = config.commands.filter(({hidden}) => !hidden).sort((a, b) => a.id.localeCompare(b.id))

/** oclif formats one command in a method of its own, which only subclasses may call. */
class CommandHelp extends Help {
  override formatCommand(command: (typeof commands)[number]): string {
    return super.formatCommand(groupedTruly(command))
  }
}

const help = new CommandHelp(config, {stripAnsi: true, maxWidth: 100})
const pages = commands.map(command => {
  const text = help.formatCommand(command).trimEnd()
  return `## authctl ${command.id.replaceAll(':', ' ')}\n\n\`\`\`text\n${text}\n\`\`\`\n`
})
writeFileSync('docs/commands.md', `# Commands\n\nGenerated from the program: \`npm run docs\`.\n\n${pages.join('\n')}`)

const statuses = Object.entries(failureCodes).map(([code, {exit, meaning}]) => `| ${exit} | \`${code}\` | ${meaning} |`)
replaceBetween('docs/stability.md', 'exit-codes', ['| status | code | meaning |', '| --- | --- | --- |', ...statuses])

const rows = commands.map(({id, summary = ''}) => `| \`${id.replaceAll(':', ' ')}\` | ${summary.split('\n')[0]} |`)
replaceBetween('README.md', 'commands', ['| command | does |', '| --- | --- |', ...rows])

function replaceBetween(file: string, name: string, lines: string[]): void {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const text = readFileSync(file, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from === -1 || to === -1) throw new Error(`${file} has no place marked ${begin} … ${end}`)
  writeFileSync(file, `${text.slice(0, from + begin.length)}\n${lines.join('\n')}\n${text.slice(to)}`)
}
