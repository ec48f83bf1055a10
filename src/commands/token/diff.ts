import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {decodeToken} from '../../lib/token/decode.ts'
import {diffTokens, type TokenDiff} from '../../lib/token/diff.ts'
import {tokenFromFile} from '../../lib/token/from-file.ts'
import {tokenDiffText} from '../../lib/view/token-diff.ts'

export default class TokenDifference extends AuthctlCommand {
  static override summary = 'Show what differs between two tokens, offline; status 9 when something does.'
  static override description =
    `For example before and after a pre-token-generation trigger. What each token has of its own (its times and ids) is named, and does not count.`
  static override args = {
    before: Args.string({description: 'File with the one token.', required: true}),
    after: Args.string({description: 'File with the other.', required: true}),
  }
  static override examples = [
    '<%= config.bin %> <%= command.id %> before.txt after.txt',
    '<%= config.bin %> <%= command.id %> <(<%= config.bin %> token print --as ada) <(<%= config.bin %> token print --as grace)',
  ]

  override async run(): Promise<TokenDiff> {
    const {args} = await this.parse(TokenDifference)
    const before = decodeToken(await tokenFromFile(this.world, args.before))
    const after = decodeToken(await tokenFromFile(this.world, args.after))
    const diff = diffTokens(before, after)
    const text = (shown: TokenDiff) => tokenDiffText(shown, this.world.clock.now())
    return diff.same ? this.present(diff, text) : this.presentFailing('differences', diff, text)
  }
}
