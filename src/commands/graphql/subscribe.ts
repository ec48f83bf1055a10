import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {placeReader} from '../../lib/api/given-place.ts'
import {givenQuestion} from '../../lib/api/given-question.ts'
import {givenSecret} from '../../lib/api/given-texts.ts'
import type {GraphqlResponse} from '../../lib/api/graphql.ts'
import {dialectsFor} from '../../lib/api/realtime/dialects.ts'
import {listenFor} from '../../lib/api/realtime/listen-for.ts'
import {graphqlTarget} from '../../lib/api/target.ts'
import {assertValid} from '../../lib/api/validation.ts'
import {Answered} from '../../lib/cli/answered.ts'
import {documentFlags, listeningFlags, profileForCall, targetFlags} from '../../lib/cli/call-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../../lib/cli/profile-flags.ts'
import {defaultIdentity} from '../../lib/session/names.ts'
import {jsonDocumentText} from '../../lib/view/json-document.ts'
import {lostText, startedText} from '../../lib/view/subscription.ts'

export default class GraphqlSubscribe extends AuthctlCommand {
  static override summary = 'Listen to a GraphQL subscription as whoever is signed in.'
  static override description =
    `Prints each event as one line of JSON, laid out at a terminal, until the server is done, --count events came, --timeout is over, or Ctrl-C. A line that is lost is opened anew, with a fresh token; standard error says so.
Speaks AppSync’s realtime protocol and graphql-transport-ws, whichever the server does.`
  static override examples = [
    "<%= config.bin %> <%= command.id %> 'subscription { onNoteAdded { title author } }'",
    '<%= config.bin %> <%= command.id %> @events.graphql -f room=7 --count 1 --timeout 30',
    "<%= config.bin %> <%= command.id %> 'subscription { ticks }' --url https://api.example.com/graphql --auth oidc",
  ]
  static override args = {
    query: Args.string({
      description: 'The subscription; @FILE reads it from a file, “-” or nothing from standard input.',
    }),
  }
  static override flags = {
    ...documentFlags,
    ...listeningFlags,
    protocol: Flags.option({
      options: ['appsync', 'graphql-transport-ws'] as const,
      summary: 'How the server speaks, where that is not to be found out.',
    })(),
    ...targetFlags,
    ...profileFlags,
    ...identityFlags,
  }

  override async run(): Promise<undefined> {
    const {args, flags} = await this.parse(GraphqlSubscribe)
    const target = graphqlTarget(await profileForCall(this.world, flags), flags)
    const read = placeReader(this.world)
    const question = await givenQuestion(this.world, read, {...args, ...flags})
    if (!flags['no-validate']) await assertValid(this.world, target.url, question)
    const source = {identity: flags.as ?? defaultIdentity, secret: await givenSecret(read, flags)}
    let failed = 0
    const listener = {
      started: (again: boolean) => this.note(startedText(again)),
      lost: (inMs: number) => this.note(lostText(inMs)),
      event: (response: GraphqlResponse) => {
        if (response.errors?.length) failed += 1
        this.stream(response, jsonDocumentText)
      },
    }
    const forMs = flags.timeout === undefined ? undefined : flags.timeout * 1000
    await listenFor(this.world, target, question, source, {
      count: flags.count,
      forMs,
      listener,
      dialects: dialectsFor(target, flags.protocol),
    })
    if (failed > 0) throw new Answered('partly_done')
  }
}
