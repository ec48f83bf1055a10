import {resolve} from 'node:path'
import * as Args from '@oclif/core/args'
import {AuthctlCommand} from '../../../lib/cli/command.ts'
import {profileFlags} from '../../../lib/cli/profile-flags.ts'
import {requireSecretPlace, secretPlaceFlags} from '../../../lib/cli/secret-place-flags.ts'
import {writeFlags} from '../../../lib/cli/write-flags.ts'
import {addSecret, newSecret, type SecretAdded} from '../../../lib/directory/client-secrets.ts'
import {openDirectory} from '../../../lib/directory/open.ts'
import {pickClient} from '../../../lib/directory/pick.ts'
import type {Rehearsal} from '../../../lib/directory/rehearsal.ts'
import {resolveProfile} from '../../../lib/profile/resolve.ts'
import {filePlace, noPlace} from '../../../lib/session/next-secret.ts'
import {secretAddedText} from '../../../lib/view/client-secret.ts'
import {rehearsalText} from '../../../lib/view/rehearsal.ts'

export default class ClientSecretAdd extends AuthctlCommand {
  static override summary = 'Give a confidential client a second secret.'
  static override description = `The service never tells the value again, so a place for it must be named.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> web --secret-file web.secret',
    '<%= config.bin %> <%= command.id %> web --reveal-secrets --json',
  ]
  static override args = {client: Args.string({description: 'Id or name of the client; else the profile’s own.'})}
  static override flags = {...profileFlags, ...writeFlags, ...secretPlaceFlags}

  override async run(): Promise<SecretAdded | Rehearsal> {
    const {args, flags} = await this.parse(ClientSecretAdd)
    const directory = await openDirectory(this.world, await resolveProfile(this.world, flags), flags)
    const client = await pickClient(this.world, directory, args.client)
    requireSecretPlace(flags)
    const file = flags['secret-file']
    const place = file === undefined || directory.rehearsal ? noPlace : filePlace(resolve(this.world.cwd, file))
    const value = (await place.next()) ?? newSecret()
    await place.note(value)
    const {value: _, ...added} = await addSecret(directory, client, value)
    await place.settle(value)
    if (directory.rehearsal) return this.present(directory.rehearsal, rehearsalText)
    return this.present({...added, ...(flags['reveal-secrets'] ? {value} : {})}, secretAddedText)
  }
}
