import {resolve} from 'node:path'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {AuthctlCommand} from '../../../lib/cli/command.ts'
import {confirmed} from '../../../lib/cli/confirmed.ts'
import {profileFlags} from '../../../lib/cli/profile-flags.ts'
import {requireSecretPlace, secretPlaceFlags} from '../../../lib/cli/secret-place-flags.ts'
import {writeFlags, yesFlag} from '../../../lib/cli/write-flags.ts'
import {getClient} from '../../../lib/directory/clients.ts'
import type {Directory} from '../../../lib/directory/directory.ts'
import {openDirectory} from '../../../lib/directory/open.ts'
import {pickClient} from '../../../lib/directory/pick.ts'
import type {Rehearsal} from '../../../lib/directory/rehearsal.ts'
import {type Rotated, type Rotation, rotateSecret} from '../../../lib/directory/rotate-secret.ts'
import {proveClient} from '../../../lib/grants/prove-client.ts'
import {resolveProfile} from '../../../lib/profile/resolve.ts'
import {filePlace, noPlace, profilePlace, type SecretPlace} from '../../../lib/session/next-secret.ts'
import {rotatedText} from '../../../lib/view/client-secret.ts'
import {rehearsalText} from '../../../lib/view/rehearsal.ts'

interface Answers {
  readonly yes: boolean
  readonly 'keep-old': boolean
  readonly 'reveal-secrets': boolean
  readonly 'secret-file'?: string | undefined
}

export default class ClientSecretRotate extends AuthctlCommand {
  static override summary = 'Replace the secret of a client without an outage.'
  static override description =
    `A second secret is added, proven by a real token request, and kept: for the profile’s own client in the profile’s store, and in --secret-file where that is given. The old one goes only after you agree. Cut off anywhere, the same command goes on from there.`
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> web --secret-file web.secret --keep-old',
    '<%= config.bin %> <%= command.id %> web --secret-file web.secret --yes --json',
  ]
  static override args = {client: Args.string({description: 'Id or name of the client; else the profile’s own.'})}
  static override flags = {
    ...profileFlags,
    ...writeFlags,
    ...yesFlag,
    ...secretPlaceFlags,
    'keep-old': Flags.boolean({summary: 'Leave the old secret working, and do not ask.', exclusive: ['yes']}),
  }

  override async run(): Promise<Omit<Rotated, 'value'> | Rehearsal> {
    const {args, flags} = await this.parse(ClientSecretRotate)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const id = await pickClient(this.world, directory, args.client)
    const place = this.place(directory, id, flags)
    // Before anything is done: whether the last question can be answered at all.
    if (!this.world.ask.possible && !flags['keep-old']) await confirmed(this.world, flags, 'Remove the old secret?')
    const rotation = await this.rotation(directory, id, place, flags)
    const {value, ...rotated} = await rotateSecret(directory, id, rotation)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present({...rotated, ...(flags['reveal-secrets'] ? {value} : {})}, rotatedText)
  }

  private place({profile, rehearsal}: Directory, id: string, flags: Answers): SecretPlace {
    if (rehearsal) return noPlace
    const file = flags['secret-file']
    if (file !== undefined) return filePlace(resolve(this.world.cwd, file))
    if (profile.clientId === id && profile.store !== 'none') return profilePlace(this.world, profile)
    requireSecretPlace(flags)
    return noPlace
  }

  private async rotation(directory: Directory, id: string, place: SecretPlace, flags: Answers): Promise<Rotation> {
    const {allowedOAuthFlows} = await getClient(directory, id)
    const machine = Array.isArray(allowedOAuthFlows) && allowedOAuthFlows.includes('client_credentials')
    const {profile, rehearsal} = directory
    return {
      pending: await place.next(),
      note: place.note,
      prove: async value =>
        rehearsal ? 'accepted' : proveClient(this.world, {...profile, clientId: id}, value, {machine}),
      keep: place.settle,
      agree: async old => {
        const message = `The new secret works. Remove the old one of ${old.createdAt}?`
        return (
          !flags['keep-old'] &&
          (flags.yes || rehearsal !== undefined || this.world.ask.confirm({message, flag: '--yes'}))
        )
      },
    }
  }
}
