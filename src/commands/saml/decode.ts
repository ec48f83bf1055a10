import {resolve} from 'node:path'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {givenMessage} from '../../lib/saml/given.ts'
import {judgeMessage} from '../../lib/saml/judge.ts'
import type {VerifiedMessage} from '../../lib/saml/verify.ts'
import {parseTime} from '../../lib/token/at-time.ts'
import {samlMessageText} from '../../lib/view/saml-message.ts'

export default class SamlDecode extends AuthctlCommand {
  static override summary = 'Show what a SAML message says; verify it where metadata is named.'
  static override description =
    `Takes a SAMLResponse or AuthnRequest as browsers carry it (a whole address, a form body, base64 with or without deflate) or as XML.
With --metadata the signature, the issuer and the times are checked: status 6 when it is rejected. Keys come from the metadata, never from the message.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> < response.txt',
    '<%= config.bin %> <%= command.id %> - --metadata https://idp.example/metadata < response.txt',
    '<%= config.bin %> <%= command.id %> - --metadata idp.xml --at 2026-03-01T12:00:00Z --json < response.xml',
  ]
  static override args = {message: Args.string({description: 'The message; “-” reads it from standard input.'})}
  static override flags = {
    metadata: Flags.string({summary: 'Metadata of who should have sent it, to verify it by.', helpValue: 'FILE|URL'}),
    at: Flags.string({summary: 'Judge as of this time: ISO 8601, or seconds since 1970.', helpValue: 'TIME'}),
  }

  override async run(): Promise<VerifiedMessage> {
    const {args, flags} = await this.parse(SamlDecode)
    const now = flags.at === undefined ? this.world.clock.now() : parseTime(flags.at)
    const text = await givenMessage(args.message, this.world.terminal, 'saml decode')
    const {metadata} = flags
    const where = metadata === undefined || /^https?:/i.test(metadata) ? metadata : resolve(this.world.cwd, metadata)
    const message = await judgeMessage(this.world, text, {metadata: where, now})
    const words = (shown: VerifiedMessage) => samlMessageText(shown, now)
    if (message.rejection) return this.presentFailing('token_rejected', message, words)
    if (!message.verified) this.note('NOT VERIFIED: anybody can write a message that says this.')
    return this.present(message, words)
  }
}
