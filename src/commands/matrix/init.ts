import * as Flags from '@oclif/core/flags'
import {introspected, schemaOf} from '../../lib/api/schema.ts'
import {graphqlTarget} from '../../lib/api/target.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import type {MatrixDocument} from '../../lib/matrix/document.ts'
import {textOf, writeText} from '../../lib/matrix/files.ts'
import {firstDocument} from '../../lib/matrix/first-document.ts'
import {peopleOf} from '../../lib/matrix/people.ts'
import {writeDocument} from '../../lib/matrix/write-document.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {defaultIdentity} from '../../lib/session/names.ts'
import {madeMatrixText} from '../../lib/view/matrix/made.ts'

interface Made extends MatrixDocument {
  readonly file: string
  readonly remarks: readonly {readonly at: string; readonly text: string}[]
}

const many = {multiple: true, multipleNonGreedy: true} as const

export default class MatrixInit extends AuthctlCommand {
  static override summary = 'Write an authorization matrix from a GraphQL schema.'
  static override description =
    `Every field of Query, the mutations you name, and guarded fields below them, with who is expected to be let in as the schema’s AppSync directives say. Introspection tells no directives: give the SDL, or everything is expected to be open to the default mode alone.`
  static override examples = [
    '<%= config.bin %> graphql schema --api-id ID > schema.graphql',
    '<%= config.bin %> <%= command.id %> --schema schema.graphql --identity ada --identity linus --caller none',
    '<%= config.bin %> <%= command.id %> --schema schema.graphql --persona admins --persona editors --mutation addNote',
  ]
  static override flags = {
    schema: Flags.string({summary: 'SDL with its directives; without it the API is asked.', helpValue: 'FILE'}),
    file: Flags.string({summary: 'Where to write it.', helpValue: 'FILE', default: 'matrix.yaml'}),
    force: Flags.boolean({summary: 'Replace the file where there is one.'}),
    api: Flags.string({summary: 'Which of the profile’s GraphQL APIs.', helpValue: 'NAME'}),
    identity: Flags.string({summary: 'Somebody signed in by login --as; repeatable.', helpValue: 'IDENTITY', ...many}),
    persona: Flags.string({
      summary: 'A user in this group, made for each run and removed afterwards; repeatable.',
      helpValue: 'GROUP',
      ...many,
    }),
    caller: Flags.option({
      options: ['none', 'apiKey', 'iam', 'lambda'] as const,
      summary: 'Somebody without a session; repeatable.',
      ...many,
    })(),
    mutation: Flags.string({summary: 'A mutation that may be sent; repeatable.', helpValue: 'FIELD', ...many}),
    'default-auth': Flags.option({
      options: ['userPool', 'oidc', 'iam', 'apiKey', 'lambda'] as const,
      summary: 'The API’s default mode, where it is not the profile’s.',
    })(),
    ...profileFlags,
  }

  override async run(): Promise<Made> {
    const {flags} = await this.parse(MatrixInit)
    const profile = await resolveProfile(this.world, flags)
    const target = graphqlTarget(profile, flags)
    const sdl =
      flags.schema === undefined
        ? (await introspected(this.world, target, {identity: flags.identity?.[0] ?? defaultIdentity})).sdl
        : await textOf(this.world, flags.schema, ['authctl graphql schema > schema.graphql'])
    const {matrix, remarks} = firstDocument(await schemaOf(sdl, flags.schema ?? target.url), {
      api: flags.api,
      defaultMode: flags['default-auth'] ?? target.auth,
      people: await peopleOf(this.world, profile, flags.identity ?? []),
      personas: flags.persona ?? [],
      callers: flags.caller ?? [],
      mutations: flags.mutation ?? [],
    })
    await writeText(this.world, flags.file, writeDocument(matrix, remarks), {fresh: !flags.force})
    return this.present({...matrix, file: flags.file, remarks}, madeMatrixText)
  }
}
