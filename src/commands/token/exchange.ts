import {clientProofFlags, givenProof} from '../../lib/cli/client-proof-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {assertOneOnInput, exchangeFlags} from '../../lib/cli/exchange-flags.ts'
import {identityFlags, profileFlags} from '../../lib/cli/profile-flags.ts'
import {signInFlags} from '../../lib/cli/sign-in-flags.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {
  type Exchanged,
  type ExchangedSession,
  exchangeIntoSession,
  exchangeOnce,
  type Named,
} from '../../lib/session/exchange-session.ts'
import {defaultIdentity} from '../../lib/session/names.ts'
import {tokenFromFile} from '../../lib/token/from-file.ts'
import {pipedToken} from '../../lib/token/given.ts'
import {exchangedText} from '../../lib/view/exchanged.ts'

export default class TokenExchange extends AuthctlCommand {
  static override summary =
    'Exchange a token for another one: for another service, for less, for somebody else (RFC 8693).'
  static override description =
    `Exchanges the session’s access token, or one from standard input or a file. The new token is kept as the session of --as IDENTITY, or handed over by --print. Amazon Cognito has no token exchange.`
  static override flags = {
    ...exchangeFlags,
    store: signInFlags.store,
    ...clientProofFlags,
    ...profileFlags,
    'passphrase-file': identityFlags['passphrase-file'],
  }
  static override examples = [
    '<%= config.bin %> <%= command.id %> --scope notes/read --as reader',
    '<%= config.bin %> <%= command.id %> --subject-token-stdin --audience billing --print < token.txt',
    '<%= config.bin %> <%= command.id %> --subject-as ada --actor-as helpdesk --as ada-by-helpdesk',
  ]

  override async run(): Promise<ExchangedSession | (Exchanged & {readonly token: string})> {
    const {flags} = await this.parse(TokenExchange)
    assertOneOnInput(flags)
    const profile = await resolveProfile(this.world, flags)
    const identity = flags.print ? undefined : (flags.as ?? (await this.askIdentity()))
    const exchange = {
      subject: await this.named('subject', flags),
      actor: this.hasActor(flags) ? await this.named('actor', flags) : undefined,
      requestedType: flags['requested-token-type'],
      scopes: flags.scope,
      resources: flags.resource,
      audiences: flags.audience,
      clientSecret: await givenProof(this.world, flags),
    }
    if (identity === undefined)
      return this.present(await exchangeOnce(this.world, profile, exchange), ({token}) => token)
    const kept = await exchangeIntoSession(this.world, profile, exchange, {identity, store: flags.store})
    return this.present(kept, shown => exchangedText(shown, this.world.clock.now()))
  }

  private async named(party: 'subject' | 'actor', flags: PartyFlags): Promise<Named> {
    const type = flags[`${party}-token-type`]
    const file = flags[`${party}-token-file`]
    if (flags[`${party}-token-stdin`])
      return {type, token: await pipedToken('-', this.world.terminal, `token exchange --${party}-token-stdin`)}
    if (file !== undefined) return {type, token: await tokenFromFile(this.world, file)}
    const usual = this.world.env.AUTHCTL_AS || defaultIdentity
    return {type, identity: flags[`${party}-as`] ?? usual}
  }

  private hasActor(flags: PartyFlags): boolean {
    return flags['actor-token-stdin'] || (flags['actor-token-file'] ?? flags['actor-as']) !== undefined
  }

  private askIdentity(): Promise<string> {
    return this.world.ask.text({message: 'Identity to keep the new token under', flag: '--as IDENTITY or --print'})
  }
}

type PartyFlags = {
  readonly [P in 'subject' | 'actor' as `${P}-token-stdin`]: boolean
} & {readonly [P in 'subject' | 'actor' as `${P}-token-type`]: string} & {
  readonly [P in 'subject' | 'actor' as `${P}-token-file` | `${P}-as`]?: string | undefined
}
