import * as Flags from '@oclif/core/flags'
import {placeReader, textAt} from '../../lib/api/given-place.ts'
import {givenSecret} from '../../lib/api/given-texts.ts'
import {keepSchema} from '../../lib/api/kept-schema.ts'
import {controlPlaneSchema, introspected, schemaOf} from '../../lib/api/schema.ts'
import {schemaDifference} from '../../lib/api/schema-difference.ts'
import {graphqlTarget} from '../../lib/api/target.ts'
import {profileForCall, targetFlags} from '../../lib/cli/call-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../../lib/cli/profile-flags.ts'
import {defaultIdentity} from '../../lib/session/names.ts'
import {safeText} from '../../lib/view/safe-text.ts'
import {schemaDifferenceText} from '../../lib/view/schema.ts'

export default class GraphqlSchema extends AuthctlCommand {
  static override summary = 'Print the schema of a GraphQL API, or what changed in it.'
  static override description =
    `SDL as the API describes itself by introspection; the same as JSON with --json. The directives that guard an AppSync API are told by its control plane only: --api-id asks there, with AWS credentials. The schema is kept in the cache folder by the API's address, and graphql holds queries against it before it sends them. --diff ends with 9 where something changed.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> > schema.graphql',
    '<%= config.bin %> <%= command.id %> --api-id abcdefghijklmnopqrstuvwxyz --region eu-west-1 > schema.graphql',
    '<%= config.bin %> <%= command.id %> --diff schema.graphql',
  ]
  static override flags = {
    'api-id': Flags.string({summary: 'Ask AppSync’s control plane about the API with this id.', helpValue: 'ID'}),
    diff: Flags.string({summary: 'Show what changed since this SDL.', helpValue: 'FILE'}),
    ...targetFlags,
    ...profileFlags,
    ...identityFlags,
  }

  override async run(): Promise<object> {
    const {flags} = await this.parse(GraphqlSchema)
    const profile = await profileForCall(this.world, flags, flags['api-id'] === undefined ? '' : 'https://appsync')
    const read = placeReader(this.world)
    const before = flags.diff === undefined ? undefined : await schemaOf(await textAt(read, flags.diff), flags.diff)
    const source = {identity: flags.as ?? defaultIdentity, secret: await givenSecret(read, flags)}
    const {sdl, introspection, directives} =
      flags['api-id'] === undefined
        ? await introspected(this.world, graphqlTarget(profile, flags), source)
        : await controlPlaneSchema(this.world, {
            apiId: flags['api-id'],
            region: flags.region ?? profile?.region ?? this.world.env.AWS_REGION ?? 'us-east-1',
            endpoint: flags.endpoint ?? profile?.endpoint ?? this.world.env.AWS_ENDPOINT_URL_APPSYNC,
          })
    // By its id alone an API has no address.
    if (flags['api-id'] === undefined || flags.api !== undefined || flags.url !== undefined)
      await keepSchema(this.world, graphqlTarget(profile, flags).url, {sdl, directives})
    if (before === undefined) return this.pass(Buffer.from(sdl), introspection, () => safeText(sdl.trimEnd()))
    const difference = await schemaDifference(before, await schemaOf(sdl, 'The API'), {directives})
    const {added, removed, changed} = difference
    return added.length + removed.length + changed.length === 0
      ? this.present(difference, schemaDifferenceText)
      : this.presentFailing('differences', difference, schemaDifferenceText)
  }
}
