import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {placeReader} from '../../lib/api/given-place.ts'
import {givenSecret} from '../../lib/api/given-texts.ts'
import {graphqlTarget} from '../../lib/api/target.ts'
import {profileForCall, targetFlags} from '../../lib/cli/call-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../../lib/cli/profile-flags.ts'
import {fromApiKey, type Migration} from '../../lib/migration/from-api-key.ts'
import {defaultIdentity} from '../../lib/session/names.ts'
import {migrationText} from '../../lib/view/migration.ts'

const {auth: _, token, ...placeFlags} = targetFlags

export default class MigrateApiKey extends AuthctlCommand {
  static override summary = 'Show the way of an AppSync API from its API key to a user pool.'
  static override description =
    `Lists the keys and their ends, sends saved operations with the key and as whoever is signed in, and prints what the schema and the configuration need. Changes nothing; mutations are sent only where --mutation names them. Variables of notes.graphql are read from notes.json beside it. Ends with 9 where an operation would break.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> queries/*.graphql --api-id abcdefghijklmnopqrstuvwxyz',
    '<%= config.bin %> <%= command.id %> notes.graphql --as editor --mutation AddNote --json',
  ]
  static override strict = false
  static override args = {
    files: Args.string({description: 'Files of operations that clients send.', required: true}),
  }
  static override flags = {
    'api-id': Flags.string({summary: 'Ask AppSync’s control plane about the API with this id.', helpValue: 'ID'}),
    mutation: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      summary: 'Send the mutation of this name, with the key and as the user.',
      helpValue: 'NAME',
    }),
    token,
    ...placeFlags,
    ...profileFlags,
    ...identityFlags,
  }

  override async run(): Promise<Migration> {
    const {argv, flags} = await this.parse(MigrateApiKey)
    const profile = await profileForCall(this.world, {...flags, auth: 'userPool'})
    const target = graphqlTarget(profile, flags)
    const source = {identity: flags.as ?? defaultIdentity, secret: await givenSecret(placeReader(this.world), flags)}
    const owned =
      flags['api-id'] === undefined
        ? undefined
        : {
            apiId: flags['api-id'],
            region: flags.region ?? target.region,
            endpoint: flags.endpoint ?? profile?.endpoint ?? this.world.env.AWS_ENDPOINT_URL_APPSYNC,
          }
    const plan = {target, source, files: argv as string[], mutations: flags.mutation ?? [], owned}
    const migration = await fromApiKey(this.world, plan)
    return migration.operations.some(({breaks}) => breaks)
      ? this.presentFailing('differences', migration, migrationText)
      : this.present(migration, migrationText)
  }
}
