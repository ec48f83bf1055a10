import {AuthctlCommand} from '../lib/cli/command.ts'
import {runWithin} from '../lib/cli/run-within.ts'
import {tell} from '../lib/demo/tell.ts'
import type {Transcript} from '../lib/demo/transcript.ts'
import {endText, outcomeText, stepText} from '../lib/view/demo.ts'

export default class Demo extends AuthctlCommand {
  static override summary = 'See the whole story on the embedded stack: users, sign-in, tokens, and who is let in.'
  static override description =
    'Every step is a real command over real sockets, on a stack that ends with the story; nothing of yours is read or changed. Status 8 when a step did not do what it should.'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']

  override async run(): Promise<Transcript> {
    await this.parse(Demo)
    const show = (text: string) => this.jsonEnabled() || this.present({text}, ({text}) => text)
    const transcript = await tell(this.world, (world, line) => runWithin(world, this.config, line), {
      begins: step => show(stepText(step)),
      ended: step => show(outcomeText(step)),
    })
    return transcript.ok ? this.present(transcript, endText) : this.presentFailing('partly_done', transcript, endText)
  }
}
