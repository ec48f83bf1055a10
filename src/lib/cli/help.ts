import type {Command} from '@oclif/core/command'
import type {Config} from '@oclif/core/config'
import {Help} from '@oclif/core/help'
import {plain} from '../view/plain.ts'
import type {World} from '../world/world.ts'
import {groupedTruly} from './usage-groups.ts'
import type {Words} from './words.ts'

/** Prints help for the program, a topic or a command on stdout. */
export async function showHelp(
  config: Config,
  words: Pick<Words, 'id'>,
  {terminal}: {readonly terminal: Pick<World['terminal'], 'out' | 'outColor' | 'columns'>},
): Promise<void> {
  const lines: string[] = []
  const help = new WrittenHelp(config, lines, terminal.columns ?? 80)
  await help.showHelp(words.id === '' ? [] : [words.id])
  const text = `${lines.join('\n').trimEnd()}\n`
  terminal.out(terminal.outColor ? text : plain(text))
}

class WrittenHelp extends Help {
  private readonly lines: string[]

  constructor(config: Config, lines: string[], maxWidth: number) {
    super(shown(config), {hideAliasesFromRoot: true, maxWidth} as never)
    this.lines = lines
  }

  protected override log(...text: string[]): void {
    this.lines.push(text.join(' '))
  }
}

/**
 * Help goes by the version alone. oclif renames the commands and topics it shows, which others want to find afterwards: it
 * gets copies.
 */
function shown(config: Config): Config {
  const copy = (command: Command.Loadable): Command.Loadable => Object.create(groupedTruly(command))
  return Object.create(config, {
    userAgent: {value: `${config.name} ${config.version}`},
    commands: {value: config.commands.map(copy)},
    topics: {value: config.topics.map(topic => ({...topic}))},
    findTopic: {
      value(name: string) {
        const found = config.findTopic(name)
        return found && {...found}
      },
    },
    findCommand: {
      value(id: string) {
        const found = config.findCommand(id)
        return found && copy(found)
      },
    },
  })
}
