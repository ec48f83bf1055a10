import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../lib/cli/command.ts'
import {bashCompletion, zshCompletion} from '../lib/cli/completion.ts'

const scripts = {bash: bashCompletion, zsh: zshCompletion}

export default class Completion extends AuthctlCommand {
  static override summary = 'Print a completion script for your shell.'
  static override description = `bash: add to ~/.bashrc        source <(authctl completion bash)
zsh:  run once                authctl completion zsh > "\${fpath[1]}/_authctl"`
  static override examples = ['<%= config.bin %> <%= command.id %> bash', '<%= config.bin %> <%= command.id %> zsh']
  static override args = {
    shell: Args.string({description: 'Your shell.', options: Object.keys(scripts), required: true}),
  }
  static override enableJsonFlag = false

  override async run(): Promise<void> {
    const {args} = await this.parse(Completion)
    this.world.terminal.out(scripts[args.shell as keyof typeof scripts](this.config))
  }
}
