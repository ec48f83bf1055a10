import {Failure} from '../failure.ts'
import {environmentName, isTyped} from './environment.ts'
import {safeWays, typedSecrets} from './typed-secrets.ts'
import {nearest} from './typo.ts'
import {globalFlags} from './words.ts'

/** A command line that a command could not read, and what the command would have read. */
export interface Line {
  /** The command as a person types it. */
  readonly typed: string
  readonly argv: readonly string[]
  readonly flags: Readonly<Record<string, LineFlag>>
  readonly args: Readonly<Record<string, {readonly options?: readonly string[] | undefined}>>
}

interface LineFlag {
  readonly type?: 'boolean' | 'option'
  readonly char?: string | undefined
  readonly min?: number
  readonly max?: number
  readonly options?: readonly string[] | undefined
  readonly exclusive?: readonly unknown[] | undefined
  readonly dependsOn?: readonly unknown[] | undefined
}

/** What oclif's errors tell besides their message. */
interface Trouble {
  readonly message: string
  readonly flags?: readonly string[]
  readonly args?: readonly (string | {readonly name: string})[]
  readonly parse?: {
    readonly output?: {
      readonly flags: Readonly<Record<string, unknown>>
      readonly metadata?: {readonly flags?: Readonly<Record<string, {readonly setFromDefault?: boolean}>>}
    }
  }
}

type Wording = readonly [pattern: RegExp, (found: string[], trouble: Trouble, line: Line) => string | undefined]

const wordings: readonly Wording[] = [
  [
    /^Parsing --([\w-]+) \n\tExpected an integer .*received: (.*)$/s,
    ([name = '', value = ''], _, line) => numberWanted(line, name, value),
  ],
  [
    /^Expected an integer (?:(greater|less) than or equal to (-?\d+) )?but received: (.*)$/s,
    ([way, bound, value = ''], _, line) =>
      `${quoted(value, line)} must be a whole number${way === undefined ? '' : ` of at ${way === 'less' ? 'most' : 'least'} ${bound}`}.`,
  ],
  [
    /^Expected --([\w-]+)=(.*) to be one of: .*$/s,
    ([name = '', value = ''], _, line) =>
      `${subject(name, line)} must be one of ${line.flags[name]?.options?.join(', ')}; this is ${quoted(value, line, name)}.`,
  ],
  [
    /^Expected (.*) to be one of: (.*)$/s,
    ([value = '', options = ''], _, line) => {
      const [name = 'it'] = Object.entries(line.args).find(([, arg]) => arg.options?.join(', ') === options) ?? []
      return `${name.toUpperCase()} must be one of ${options}; this is ${quoted(value, line)}.`
    },
  ],
  [
    /^Flag --([\w-]+) expects one of these values: (.*)$/s,
    ([name, options]) => `--${name} needs a value: one of ${options}.`,
  ],
  [/^Flag --([\w-]+) expects a value$/, ([name]) => `--${name} needs a value.`],
  [/^Flag --([\w-]+) can only be specified once$/, ([name]) => `--${name} can be given only once.`],
  [
    /^Nonexistent flag/,
    (_, {flags = []}) => {
      const names = [...new Set(flags.map(named))]
      return `There is no flag ${listed(names, 'or')} here.`
    },
  ],
  [
    /^Missing \d+ required arg/,
    (_, {args = []}) => {
      const names = args.map(arg => (typeof arg === 'string' ? arg : arg.name).toUpperCase())
      return `${listed(names, 'and')} ${names.length === 1 ? 'is' : 'are'} missing.`
    },
  ],
  [
    /^Unexpected argument/,
    (_, {args = []}, line) => {
      const words = args.map(arg => quoted(String(arg), line))
      return `${listed(words, 'and')} ${words.length === 1 ? 'is' : 'are'} more than “authctl ${line.typed}” takes.`
    },
  ],
  [/^The following errors? occurred/, (_, trouble, line) => contradictions(trouble, line)],
]

/** oclif's error about a command line in our words, with what mends it; any other error as it is. */
export function usageFailure(error: unknown, line: Line): unknown {
  if (!(error instanceof Error) || error instanceof Failure) return error
  const message = error.message.replace(/\n*See more help with --help\s*$/, '')
  for (const [pattern, words] of wordings) {
    const found = pattern.exec(message)
    const sentence = found && words(found.slice(1), error, line)
    if (sentence) return new Failure('usage', sentence, {hints: waysOut(error, line), cause: error})
  }
  return error
}

/**
 * A switch that was given a value: oclif would take `true` of `--json=true` for the next argument.
 * @throws Failure `usage`.
 */
export function refuseValuedSwitches({argv, flags, typed}: Line): void {
  const end = argv.indexOf('--')
  const words = end === -1 ? argv : argv.slice(0, end)
  for (const [at, word] of words.entries()) {
    const [, name = ''] = /^--([\w-]+)=/.exec(word) ?? []
    const before = flags[words[at - 1]?.replace(/^--/, '') ?? '']
    if (flags[name]?.type === 'boolean' && before?.type !== 'option') throw noValue(name, typed)
  }
}

/** The refusal of `--json=true` and its like. */
export function noValue(name: string, typed: string): Failure {
  return new Failure('usage', `--${name} takes no value: it is on where it is given.`, {
    hints: [`authctl ${typed} --${name}`],
  })
}

/** A line with a flag where its command belongs. */
export function flagFirst(word: string): Failure {
  const [name, value] = [named(word), word.includes('=')]
  if (value && globalFlags.has(name)) return noValue(name.replace(/^--/, ''), 'COMMAND')
  const [sentence, shown] = globalFlags.has(name)
    ? [`There is no command beside ${name}.`, name]
    : [`The command comes first, and then ${name}.`, `${name} …`]
  return new Failure('usage', sentence, {hints: [`authctl COMMAND ${shown}`, 'authctl help']})
}

function numberWanted(line: Line, name: string, value: string): string {
  const {min, max} = line.flags[name] ?? {}
  const range =
    min !== undefined && max !== undefined
      ? ` from ${min} to ${max}`
      : [min, max]
          .map((bound, at) => (bound === undefined ? '' : ` of at ${at === 0 ? 'least' : 'most'} ${bound}`))
          .join('')
  return `${subject(name, line)} must be a whole number${range}; this is ${quoted(value, line, name)}.`
}

function contradictions({parse}: Trouble, line: Line): string | undefined {
  const {flags: values = {}, metadata} = parse?.output ?? {}
  const given = (name: string) => values[name] !== undefined && !metadata?.flags?.[name]?.setFromDefault
  const said = new Set<string>()
  for (const [name, {exclusive = [], dependsOn = []}] of Object.entries(line.flags)) {
    if (!given(name)) continue
    const both = (other: string) => `${subject(other, line)} and ${subject(name, line)} exclude each other.`
    const reverse = (other: string) => `${subject(name, line)} and ${subject(other, line)} exclude each other.`
    for (const other of exclusive.map(String)) if (given(other) && !said.has(reverse(other))) said.add(both(other))
    for (const other of dependsOn.map(String))
      if (values[other] === undefined) said.add(`${subject(name, line)} goes with --${other} only.`)
  }
  return said.size === 0 ? undefined : [...said].join(' ')
}

function waysOut({flags: unknown = []}: Trouble, {typed, argv, flags}: Line): string[] {
  const near = unknown.flatMap(word => nearest(named(word).replace(/^-+/, ''), Object.keys(flags)).slice(0, 1))
  const help = typed === 'menu' ? 'authctl help' : `authctl ${typed} --help`
  return [...safeWays(argv), ...new Set(near.map(name => `--${name}`)), help]
}

/** Where the value came from: the flag, or the variable that stands for it. */
function subject(name: string, {flags, argv}: Line): string {
  return isTyped(name, flags[name]?.char, argv) ? `--${name}` : environmentName(name)
}

function quoted(value: string, {argv}: Line, flag = ''): string {
  const secret = /secret|password|passphrase|key/i.test(flag) || typedSecrets(argv).includes(value)
  return `“${secret ? '•••' : value}”`
}

/** `--name` of `--name=value`. */
function named(word: string): string {
  return word.split('=', 1)[0] ?? word
}

function listed(words: readonly string[], joint: 'and' | 'or'): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`
}
