import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {Answered} from '../../lib/cli/answered.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {harmless} from '../../lib/cli/json.ts'
import {identityFlags, profileFlags} from '../../lib/cli/profile-flags.ts'
import {verificationFlags} from '../../lib/cli/verification-flags.ts'
import {failedWith} from '../../lib/failure.ts'
import type {ConnectionFlags} from '../../lib/profile/connection-flags.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {keptToken} from '../../lib/session/kept-token.ts'
import {defaultIdentity} from '../../lib/session/names.ts'
import {judgeBatch} from '../../lib/token/batch.ts'
import {type Expectations, expectationsOf, type Parties} from '../../lib/token/expectations.ts'
import {givenToken} from '../../lib/token/given.ts'
import {chooseKeys, type KeySource} from '../../lib/token/key-source.ts'
import {type Verdict, verifyToken} from '../../lib/token/verify.ts'
import {verdictText} from '../../lib/view/verdict.ts'

/** Standard input of a batch, in bytes. */
const largestBatch = 256 * 1024 * 1024

export default class TokenVerify extends AuthctlCommand {
  static override summary = 'Check a token’s signature and claims; status 6 when it is rejected.'
  static override description =
    `Reads the token from standard input, or takes the stored one where nothing is piped in: the access token, with --kind id the ID token.
Issuer and client come from the profile, or from flags: with --issuer alone, nothing is taken from a profile.
Keys come from the issuer or from --jwks, never from the token.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> --profile local < token.txt',
    '<%= config.bin %> <%= command.id %> --issuer https://issuer.example --audience api --kind access < token.txt',
    '<%= config.bin %> <%= command.id %> --issuer https://issuer.example --client-id web --jwks keys.json --batch < tokens.txt',
  ]
  static override args = {
    token: Args.string({description: 'The token; “-” reads it from standard input.'}),
  }
  static override flags = {
    ...profileFlags,
    ...identityFlags,
    ...verificationFlags,
    batch: Flags.boolean({summary: 'Read one token per line; answer one JSON document per line.'}),
  }

  override async run(): Promise<Verdict | undefined> {
    const {args, flags} = await this.parse(TokenVerify)
    const parties = await partiesOf(this.world, flags)
    const expected = expectationsOf(flags, parties, this.world.clock.now())
    const keys = chooseKeys(this.world, {jwks: flags.jwks, ...parties})
    const given = await givenToken(
      args.token,
      this.world.terminal,
      'token verify',
      flags.batch ? largestBatch : undefined,
    )
    const token = given ?? (await this.keptToken(flags))
    if (token === args.token && this.world.terminal.inputIsTerminal)
      this.note('Note: arguments can be seen by others on this machine; a pipe cannot.')
    if (flags.batch) return this.answerEach(token, keys, expected)
    const verdict = await verifyToken(token, keys, expected)
    const text = (shown: Verdict) => verdictText(shown, expected.now)
    return verdict.valid ? this.present(verdict, text) : this.presentFailing('token_rejected', verdict, text)
  }

  private async keptToken(
    flags: ConnectionFlags & {readonly as?: string | undefined; readonly kind?: 'id' | 'access' | undefined},
  ) {
    const profile = await resolveProfile(this.world, {profile: flags.profile})
    return keptToken(this.world, profile, flags.as ?? defaultIdentity, flags.kind ?? 'access')
  }

  private async answerEach(tokens: string, keys: KeySource, expected: Expectations): Promise<undefined> {
    let rejected = 0
    for await (const judged of judgeBatch(tokens, keys, expected)) {
      this.world.terminal.out(harmless(judged.verdicts))
      rejected += judged.rejected
    }
    if (rejected > 0) throw new Answered('token_rejected')
  }
}

/** Whose token it must be. A profile's client belongs to the profile's issuer: another issuer comes with its own. */
async function partiesOf(
  world: Parameters<typeof resolveProfile>[0],
  flags: ConnectionFlags & {readonly 'client-id'?: string | undefined},
): Promise<Parties> {
  const {issuer, 'client-id': clientId, profile} = flags
  if (issuer !== undefined && profile === undefined) return {issuer, ...(clientId !== undefined && {clientId})}
  try {
    return await resolveProfile(world, flags)
  } catch (error) {
    if (profile === undefined && failedWith(error, 'profile_not_found')) return {}
    throw error
  }
}
