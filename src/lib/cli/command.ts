import {Command} from '@oclif/core/command'
import type {Config} from '@oclif/core/config'
import * as Flags from '@oclif/core/flags'
import type {Input, ParserOutput} from '@oclif/core/parser'
import {type Failure, type FailureCode, failureDocument} from '../failure.ts'
import type {Page} from '../view/page.ts'
import {plain} from '../view/plain.ts'
import {BrokenPipe} from '../world/broken-pipe.ts'
import {currentWorld} from '../world/current.ts'
import {refusingAsk} from '../world/refusing-ask.ts'
import type {World} from '../world/world.ts'
import {accounting} from './accounting.ts'
import {Answered} from './answered.ts'
import {switchedOn, withEnvironment} from './environment.ts'
import {jsonLine, jsonText} from './json.ts'
import {type Following, following, traceFlags} from './trace-flags.ts'
import type {Tracing} from './tracing.ts'
import type {Line} from './usage-words.ts'

/** Gives a command its world, one way to answer and one way to be asked for JSON; everything else lives in a room. */
export abstract class AuthctlCommand extends Command {
  static override enableJsonFlag = true
  static override baseFlags = {
    'no-input': Flags.boolean({summary: 'Never ask; fail naming the flag that is missing.', helpGroup: 'GLOBAL'}),
    'no-color': Flags.boolean({summary: 'No colour.', helpGroup: 'GLOBAL'}),
    ...traceFlags,
  }

  protected readonly world: World
  private tracing: Tracing | undefined

  constructor(argv: string[], config: Config) {
    super(argv, config)
    this.world = this.adapted(currentWorld())
  }

  /** Runs with the Config it is given; oclif's own would load it a second time. */
  static override async run(argv?: string[], config?: unknown): Promise<never> {
    const self = this as unknown as new (argv: string[], config: Config) => AuthctlCommand
    return (await new self(argv ?? [], config as Config)._run()) as never
  }

  /** People read `text(result)`; under --json the document is what run() returns, which is why it must be an object. */
  protected present<T extends object>(result: T, text: (result: T, page: Page) => string): T {
    if (!this.jsonEnabled()) {
      const {columns, outColor} = this.world.terminal
      const styled = text(result, {columns})
      if (styled !== '') this.world.terminal.out(`${outColor ? styled : plain(styled)}\n`)
    }
    return result
  }

  /** Presents an answer that is itself the bad news: stdout has it whole, and scripts see the exit status of `code`. */
  protected presentFailing<T extends object>(
    code: FailureCode,
    result: T,
    text: (result: T, page: Page) => string,
  ): never {
    untilClosed(() => this.present(result, text))
    return this.endWith(code, result)
  }

  /** An answer that came as bytes: a pipe gets them as they are, a person the text. */
  protected pass<T extends object>(bytes: Uint8Array, result: T, text: (result: T, page: Page) => string): T {
    if (this.jsonEnabled() || this.world.terminal.outIsTerminal) return this.present(result, text)
    this.world.terminal.out(bytes)
    return result
  }

  /** Ends with the exit status of `code` after an answer that people have read already. */
  protected endWith(code: FailureCode, result: object): never {
    if (this.jsonEnabled()) untilClosed(() => this.logJson(result))
    throw new Answered(code)
  }

  /** One of several answers, or one that is due before run() ends: a line of text, or one JSON document per line. */
  protected emit<T extends object>(result: T, text: (result: T, page: Page) => string): void {
    if (this.jsonEnabled()) this.world.terminal.out(`${jsonLine(result)}\n`)
    else this.present(result, text)
  }

  /** One document of a stream: a line of JSON, or what `text` makes of it for a person at a terminal. */
  protected stream<T extends object>(document: T, text: (document: T) => string): void {
    if (this.world.terminal.outIsTerminal && !this.jsonEnabled()) this.present(document, text)
    else this.world.terminal.out(`${jsonLine(document)}\n`)
  }

  /** A remark for the person, on stderr; silent under --json. */
  protected note(text: string): void {
    if (!this.jsonEnabled()) this.remark(text)
  }

  /** What belongs beside an answer that stands, on stderr, under --json too. */
  protected remark(text: string): void {
    this.world.terminal.err(`${this.world.terminal.errColor ? text : plain(text)}\n`)
  }

  /** Asking with something to show before the question. */
  protected get asking(): {readonly ask: World['ask']; note(text: string): void} {
    return {ask: this.world.ask, note: text => this.note(text)}
  }

  override jsonEnabled(): boolean {
    return (
      (this.constructor as typeof Command).enableJsonFlag &&
      (this.given('--json') || switchedOn(currentWorld().env.AUTHCTL_JSON))
    )
  }

  override logJson(document: unknown): void {
    this.world.terminal.out(`${jsonText(document)}\n`)
  }

  /** Every flag can also come from the environment, as AUTHCTL_<FLAG>. */
  protected override async parse<
    F extends Record<string, unknown>,
    B extends Record<string, unknown>,
    A extends Record<string, unknown>,
  >(options?: Input<F, B, A>, argv = this.argv): Promise<ParserOutput<F, B, A>> {
    const {
      args: given,
      constraints,
      strict,
      enableJsonFlag,
      flags,
      baseFlags,
    } = (options ?? this.ctor) as typeof Command
    // oclif would take a missing argument from a pipe: a password meant for --password-stdin would become a name.
    const args = Object.fromEntries(
      Object.entries(given ?? {}).map(([name, arg]) => [name, {...arg, ignoreStdin: true}]),
    )
    const named = (some: object = {}) => withEnvironment(some, {...flags, ...baseFlags}, argv)
    const input = {args, constraints, strict, enableJsonFlag, flags: named(flags), baseFlags: named(baseFlags)}
    const parsed = await this.read(input as unknown as Input<F, B, A>, argv)
    const file: unknown = parsed.flags['passphrase-file']
    // Rooms that keep secrets look for it where its environment variable is.
    if (typeof file === 'string')
      Object.defineProperty(this.world, 'env', {value: {...this.world.env, AUTHCTL_PASSPHRASE_FILE: file}})
    const wanted = following(parsed.flags, this.world.env)
    if (wanted && !this.tracing) await this.follow(wanted)
    return parsed
  }

  /** oclif's parser, refusing in our words. */
  private async read<
    F extends Record<string, unknown>,
    B extends Record<string, unknown>,
    A extends Record<string, unknown>,
  >(input: Input<F, B, A>, argv: string[]): Promise<ParserOutput<F, B, A>> {
    const {args, flags, baseFlags, enableJsonFlag} = input as unknown as Record<string, object>
    const json = enableJsonFlag ? {json: {type: 'boolean'}} : {}
    const typed = (this.id ?? '').replaceAll(':', ' ')
    const line = {typed, argv, flags: {...baseFlags, ...flags, ...json}, args} as Line
    if (argv.some(word => /^--[\w-]+=/.test(word))) (await import('./usage-words.ts')).refuseValuedSwitches(line)
    try {
      return await super.parse(input, argv)
    } catch (error) {
      throw (await import('./usage-words.ts')).usageFailure(error, line)
    }
  }

  private async follow(wanted: Following): Promise<void> {
    const {beginTracing} = await import('./tracing.ts')
    const {name, version} = this.config
    this.tracing = await beginTracing(this.world, wanted, {name, version})
    for (const [part, value] of Object.entries(this.tracing.changes)) Object.defineProperty(this.world, part, {value})
  }

  /** Also after a failure, which then is what is told. */
  protected override async finally(error: Error | undefined): Promise<void> {
    await this.tracing?.finish().catch(trouble => {
      if (!error) throw trouble
      this.remark(trouble instanceof Error ? trouble.message : String(trouble))
    })
  }

  protected override async catch(error: unknown): Promise<never> {
    throw error
  }

  protected override toErrorJson(failure: Failure): object {
    return failureDocument(failure)
  }

  private given(flag: string): boolean {
    const end = this.argv.indexOf('--')
    const at = this.argv.indexOf(flag)
    return at !== -1 && (end === -1 || at < end)
  }

  private adapted(world: World): World {
    const silent = this.jsonEnabled() || this.given('--no-input') || switchedOn(world.env.AUTHCTL_NO_INPUT)
    return Object.create(world, {
      ask: {value: silent ? refusingAsk : world.ask},
      journal: {value: accounting(world)},
    })
  }
}

/** A reader who has seen enough of an answer changes nothing about the status it comes with. */
function untilClosed(write: () => void): void {
  try {
    write()
  } catch (error) {
    if (!(error instanceof BrokenPipe)) throw error
  }
}
