import * as Flags from '@oclif/core/flags'
import {clientProofFlags, givenProof} from '../../lib/cli/client-proof-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {machineFlags} from '../../lib/cli/machine-flags.ts'
import {identityFlags, profileFlags} from '../../lib/cli/profile-flags.ts'
import {telling} from '../../lib/cli/telling.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {type ExecCredential, execCredential} from '../../lib/session/exec-credential.ts'
import {machineToken} from '../../lib/session/machine-token.ts'
import {defaultIdentity} from '../../lib/session/names.ts'
import {type BareToken, bareToken} from '../../lib/session/show-token.ts'

export default class TokenPrint extends AuthctlCommand {
  static override summary = 'Print the access token, renewed first if it is near its end.'
  static override description =
    `Prints the token and nothing else with it, for a pipe. Besides it only “token exchange --print” prints a token: the one it was given in exchange.`
  static override flags = {
    id: Flags.boolean({summary: 'The ID token instead.'}),
    header: Flags.boolean({summary: 'A ready Authorization header.'}),
    'exec-credential': Flags.boolean({
      summary: 'An ExecCredential with the time it ends, as kubectl wants it.',
      exclusive: ['header'],
    }),
    ...machineFlags,
    ...clientProofFlags,
    ...profileFlags,
    ...identityFlags,
  }
  static override examples = [
    '<%= config.bin %> <%= command.id %> | <%= config.bin %> token verify',
    'curl -H "$(<%= config.bin %> <%= command.id %> --header)" https://api.example.com/notes',
    '<%= config.bin %> <%= command.id %> --id --exec-credential',
    '<%= config.bin %> <%= command.id %> --profile robot --machine --scope notes/read',
  ]

  override async run(): Promise<BareToken | ExecCredential> {
    const {flags} = await this.parse(TokenPrint)
    const profile = await resolveProfile(this.world, flags)
    const {id, machine, as = defaultIdentity, scope: scopes, resource, audience} = flags
    const found = machine
      ? await machineToken(this.world, profile, {
          ...{scopes, resource, audience},
          clientSecret: await givenProof(this.world, flags),
          tell: telling(this.world),
        })
      : await bareToken(this.world, profile, as, {kind: id ? 'id' : 'access', scopes})
    if (flags['exec-credential'])
      return this.present(execCredential(found, this.world.env), credential => JSON.stringify(credential))
    if (found.scheme === 'DPoP')
      this.note('Note: this token is of use only with a proof beside it (DPoP); authctl rest and graphql make one.')
    return this.present(found, ({token, scheme}) => (flags.header ? `Authorization: ${scheme} ${token}` : token))
  }
}
