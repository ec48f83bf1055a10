import type {Config} from '@oclif/core/config'
import {Help} from '@oclif/core/help'
import {plain} from '../view/plain.ts'
import type {World} from '../world/world.ts'
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
    const userAgent = {value: `${config.name} ${config.version}`}
    super(Object.create(config, {userAgent}), {hideAliasesFromRoot: true, maxWidth} as never)
    this.lines = lines
  }

  protected override log(...text: string[]): void {
    this.lines.push(text.join(' '))
  }
}
