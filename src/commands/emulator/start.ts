import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {startedText} from '../../lib/view/local-stack.ts'

export default class EmulatorStart extends AuthctlCommand {
  static override summary =
    'Start the embedded local stack: Cognito API, sign-in pages, OAuth endpoints and guarded APIs.'
  static override description =
    `Runs on this machine alone and stays in the foreground until Ctrl-C. Profiles “local” (the user pool) and “local-standard” (a standard issuer: device codes, introspection, PAR, DPoP) point at it.`
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --detach --port 0 --json',
    '<%= config.bin %> <%= command.id %> --seed world.yaml --data ./state',
  ]
  static override flags = {
    port: Flags.integer({
      summary: 'Port to listen on; 0 lets the system pick.',
      helpValue: 'PORT',
      default: 9311,
      min: 0,
      max: 65_535,
    }),
    seed: Flags.string({summary: 'World to begin with, YAML or JSON; a demo world unless given.', helpValue: 'FILE'}),
    data: Flags.string({summary: 'Keep the state in this folder; in memory unless given.', helpValue: 'DIR'}),
    faults: Flags.string({summary: 'Trouble to order from the start, YAML or JSON.', helpValue: 'FILE'}),
    detach: Flags.boolean({char: 'd', summary: 'Return once it is ready; “emulator stop” ends it.'}),
  }

  override async run(): Promise<object | undefined> {
    const {flags} = await this.parse(EmulatorStart)
    if (flags.detach) {
      const {startDetached} = await import('../../lib/local/detach.ts')
      const words = (['port', 'seed', 'data', 'faults'] as const).flatMap(name =>
        flags[name] === undefined ? [] : [`--${name}=${flags[name]}`],
      )
      return this.present(await startDetached(this.world, words), startedText)
    }
    const {startLocalStack} = await import('../../lib/local/start.ts')
    const {stack, stop} = await startLocalStack(this.world, flags)
    this.emit(stack, startedText)
    await cancellation(this.world.cancelled)
    await stop()
    return undefined
  }
}

function cancellation(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), {once: true})
  })
}
