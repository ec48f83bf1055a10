import * as Args from '@oclif/core/args'
import {callGraphql} from '../lib/api/call.ts'
import {curlLine, proof} from '../lib/api/curl.ts'
import {extraHeaders} from '../lib/api/extra-headers.ts'
import {placeReader} from '../lib/api/given-place.ts'
import {givenQuestion} from '../lib/api/given-question.ts'
import {givenSecret} from '../lib/api/given-texts.ts'
import {type GraphqlResponse, requestTo} from '../lib/api/graphql.ts'
import {graphqlTarget} from '../lib/api/target.ts'
import {callFlags, documentFlags, profileForCall} from '../lib/cli/call-flags.ts'
import {AuthctlCommand} from '../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../lib/cli/profile-flags.ts'
import {defaultIdentity} from '../lib/session/names.ts'
import {explanationText, includedText} from '../lib/view/graphql.ts'
import {jsonDocumentText} from '../lib/view/json-document.ts'

export default class Graphql extends AuthctlCommand {
  static override summary = 'Call a GraphQL API as whoever is signed in.'
  static override description =
    `Prints the response. Where something is refused, standard error says why, from what the token says, and what mends it.
Exit status: 4 when refused, 8 when there are errors beside the data, 2 when there are errors alone.`
  static override examples = [
    "<%= config.bin %> <%= command.id %> '{ notes { id title } }'",
    "<%= config.bin %> <%= command.id %> 'query($id: ID!) { note(id: $id) { text } }' -f id=welcome",
    '<%= config.bin %> <%= command.id %> @query.graphql --variables variables.json --api notes',
    'AUTHCTL_API_KEY=da2-… <%= config.bin %> <%= command.id %> --url https://….appsync-api.eu-west-1.amazonaws.com/graphql --auth apiKey < query.graphql',
  ]
  static override args = {
    query: Args.string({description: 'The query; @FILE reads it from a file, “-” or nothing from standard input.'}),
  }
  static override flags = {
    ...documentFlags,
    ...callFlags,
    ...profileFlags,
    ...identityFlags,
  }

  override async run(): Promise<object> {
    const {args, flags} = await this.parse(Graphql)
    const target = graphqlTarget(await profileForCall(this.world, flags), flags)
    const identity = flags.as ?? defaultIdentity
    const read = placeReader(this.world)
    const question = await givenQuestion(this.world, read, {...args, ...flags})
    const secret = await givenSecret(read, flags)
    const request = requestTo(target, question, extraHeaders(flags.header))

    if (flags.curl) return this.present({curl: curlLine(request, target, identity)}, ({curl}) => curl)
    if (flags['dry-run']) {
      const plan = {dryRun: true, ...request, credential: proof(target, identity)}
      return this.present(plan, jsonDocumentText)
    }
    const {answer, code, explanation} = await callGraphql(this.world, target, request, {identity, secret})
    // The answer stands on stdout, under --json too; why something in it is missing belongs beside it.
    if (explanation) this.remark(explanationText(explanation))
    if (flags.include)
      return code ? this.presentFailing(code, answer, includedText) : this.present(answer, includedText)
    const body: GraphqlResponse = answer.response
    return code ? this.presentFailing(code, body, jsonDocumentText) : this.present(body, jsonDocumentText)
  }
}
