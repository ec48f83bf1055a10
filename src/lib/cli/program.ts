import {Config, Plugin} from '@oclif/core/config'
import {setLogger} from '@oclif/core/logger'
import {Failure, failureCodes, failureDocument} from '../failure.ts'
import {BrokenPipe} from '../world/broken-pipe.ts'
import {within} from '../world/current.ts'
import type {World} from '../world/world.ts'
import {Answered} from './answered.ts'
import {asFailure} from './as-failure.ts'
import {inAskedColour} from './colour.ts'
import {switchedOn} from './environment.ts'
import {jsonText} from './json.ts'
import {silentLogger} from './silent-logger.ts'
import {split, type Words} from './words.ts'

/** Where the program's parts are: they differ between the source tree and the published bundle. */
export interface Program {
  /** The folder of package.json and oclif.manifest.json. */
  readonly root: string
  /** The parsed package.json. */
  readonly pjson: PackageJson
  /** Imports the module of one command. */
  readonly load: (id: string) => Promise<{default: unknown}>
  /** What oclif.manifest.json tells about the commands. Without it they are found, and all imported, in their folder. */
  readonly manifest?: Manifest
}

export type Manifest = Plugin['manifest']

export interface PackageJson {
  readonly name: string
  readonly version: string
  readonly oclif: object
}

/** Runs one command line in `world` and gives the exit status. Never throws: failures are worded here, once. */
export async function runProgram(argv: readonly string[], program: Program, outside: World): Promise<number> {
  const world = inAskedColour(argv, outside)
  try {
    await within(world, () => dispatch(argv, program, world))
    return 0
  } catch (error) {
    if (error instanceof BrokenPipe) return 0
    if (isQuietExit(error)) return 0
    if (error instanceof Answered) return failureCodes[error.code].exit
    return say(asFailure(world.cancelled.aborted ? world.cancelled.reason : error, argv), argv, world)
  }
}

async function dispatch(argv: readonly string[], program: Program, world: World): Promise<void> {
  // bin/run.js says the version itself; this is for whoever starts the program another way.
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-v')) {
    world.terminal.out(`${program.pjson.name} ${program.pjson.version}\n`)
    return
  }
  const config = await openConfig(program)
  const words = split(argv, config)
  if (words.help) return (await import('./help.ts')).showHelp(config, words, world)
  if (words.id === 'menu' && argv.includes('--json')) throw (await import('./usage-words.ts')).flagFirst('--json')
  const command = config.findCommand(words.id)
  if (!command) throw await unknownCommand(config, words)
  await config.runCommand(words.id, [...words.rest], command)
}

/** oclif's Config over one plugin, ourselves, which imports the one command that is asked for. */
export async function openConfig(program: Program): Promise<Config> {
  const {root, manifest} = program
  setLogger({root, logger: silentLogger})
  // oclif is told of no folder of commands where the manifest tells all there is to find.
  const pjson = (manifest ? withoutCommands(program.pjson) : program.pjson) as never
  const self = new Self(program, {name: program.pjson.name, root, pjson, isRoot: true, ignoreManifest: true})
  await self.load()
  const config = new Unthemed({root, pjson, plugins: new Map([[self.name, self]]), logger: silentLogger})
  await config.load()
  return config
}

function withoutCommands(pjson: PackageJson): PackageJson {
  return {...pjson, oclif: {...pjson.oclif, commands: undefined}}
}

/** Looks for no theme: ours are no colours to choose, and looking reads a file at every start. */
class Unthemed extends Config {
  override async loadTheme(): Promise<undefined> {}
}

class Self extends Plugin {
  private readonly program: Program

  constructor(program: Program, options: ConstructorParameters<typeof Plugin>[0]) {
    super(options)
    this.program = program
  }

  override async load(): Promise<void> {
    await super.load()
    const {manifest} = this.program
    if (!manifest) return
    this.manifest = manifest
    this.hasManifest = true
    this.commandIDs = Object.keys(manifest.commands)
    this.commands = Object.values(manifest.commands).map(command =>
      // Not copied: a copy would read every detail.
      Object.assign(command, {
        pluginAlias: this.alias,
        pluginType: this.type,
        load: () => this.findCommand(command.id),
      }),
    )
  }

  override async findCommand(id: string): Promise<never> {
    const {default: command} = await this.program.load(id)
    return Object.assign(command as object, {id, plugin: this}) as never
  }
}

async function unknownCommand(config: Config, {typed}: Words): Promise<Failure> {
  if (typed.startsWith('-')) return (await import('./usage-words.ts')).flagFirst(typed)
  const {nearest} = await import('./typo.ts')
  const known = config.commands.filter(command => !command.hidden).map(command => command.id.replaceAll(':', ' '))
  const hints = nearest(typed, known).map(id => `${config.bin} ${id}`)
  return new Failure('usage', `There is no command “${typed}”.`, {
    hints: hints.length > 0 ? hints : [`${config.bin} help`],
  })
}

async function say(failure: Failure, argv: readonly string[], world: World): Promise<number> {
  const end = argv.indexOf('--')
  const options = end === -1 ? argv : argv.slice(0, end)
  const json = options.includes('--json') || switchedOn(world.env.AUTHCTL_JSON)
  try {
    if (failure.code === 'unexpected' && switchedOn(world.env.AUTHCTL_DEBUG)) {
      const {whereabouts} = await import('./whereabouts.ts')
      world.terminal.err(`${whereabouts(failure.cause)}\n`)
    }
    if (json) world.terminal.out(`${jsonText(failureDocument(failure))}\n`)
    else await sayInWords(failure, world)
  } catch (trouble) {
    // The reader of stdout may be gone, or its disk full; the status still tells, and stderr may be there to say why.
    if (trouble instanceof Failure) await sayInWords(trouble, world)
  }
  return failure.exit
}

async function sayInWords(failure: Failure, {terminal}: World): Promise<void> {
  const [{failureText}, {plain}] = await Promise.all([import('../view/failure.ts'), import('../view/plain.ts')])
  const text = failureText(failure)
  terminal.err(`${terminal.errColor ? text : plain(text)}\n`)
}

/** oclif leaves `this.exit(0)` and the like as an error with its own code. */
function isQuietExit(error: unknown): boolean {
  return (error as {oclif?: {exit?: number}; code?: string})?.code === 'EEXIT'
}
