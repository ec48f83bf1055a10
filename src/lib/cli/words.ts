import type {Config} from '@oclif/core/config'

/** A command line taken apart: which command, what remains for it. */
export interface Words {
  /** The command's id, `user:show`; the words as typed when there is no such command. */
  readonly id: string
  /** The leading words as a person typed them. */
  readonly typed: string
  readonly rest: readonly string[]
  /** Whether help was asked for, or a topic was named without a verb. */
  readonly help: boolean
}

/** The flags that may stand before the command. */
export const globalFlags = new Set(['--json', '--no-input', '--no-color', '--trace'])

/** Finds the longest leading run of words that names a command; global flags may stand before it. */
export function split(argv: readonly string[], config: Config): Words {
  const from = argv.findIndex(word => !globalFlags.has(word))
  const leading = from === -1 ? argv : argv.slice(0, from)
  const line = from === -1 ? [] : argv.slice(from)
  if (line.length === 0) return {id: 'menu', typed: '', rest: leading, help: false}
  if (line[0] === '--help' || line[0] === '-h') return {id: '', typed: '', rest: line.slice(1), help: true}

  const end = line.findIndex(word => word.startsWith('-'))
  const words = end === -1 ? line : line.slice(0, end)
  for (let length = words.length; length > 0; length--) {
    const id = words.slice(0, length).join(':')
    const rest = [...line.slice(length), ...leading]
    if (config.findCommand(id)) return {id, typed: id.replaceAll(':', ' '), rest, help: asksForHelp(rest)}
    if (config.findTopic(id)) {
      const verb = words[length]
      if (verb === undefined) return {id, typed: id.replaceAll(':', ' '), rest, help: true}
      const typed = words.slice(0, length + 1).join(' ')
      return {id: typed.replaceAll(' ', ':'), typed, rest, help: false}
    }
  }
  return {id: words.join(':'), typed: words[0] ?? line[0] ?? '', rest: leading, help: false}
}

function asksForHelp(rest: readonly string[]): boolean {
  const end = rest.indexOf('--')
  const options = end === -1 ? rest : rest.slice(0, end)
  return options.includes('--help') || options.includes('-h')
}
