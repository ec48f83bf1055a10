import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {wrongAddress} from '../lib/address.ts'
import {callGraphql} from '../lib/api/call.ts'
import {curlLine, proof} from '../lib/api/curl.ts'
import {extraHeaders} from '../lib/api/extra-headers.ts'
import {variablesOf} from '../lib/api/fields.ts'
import {givenTexts} from '../lib/api/given-texts.ts'
import {type GraphqlResponse, requestTo} from '../lib/api/graphql.ts'
import {authModes, graphqlTarget, type Target} from '../lib/api/target.ts'
import {AuthctlCommand} from '../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../lib/cli/profile-flags.ts'
import {Failure, failedWith} from '../lib/failure.ts'
import type {Profile} from '../lib/profile/profile.ts'
import {resolveProfile} from '../lib/profile/resolve.ts'
import {defaultIdentity} from '../lib/session/names.ts'
import {explanationText, includedText, jsonDocumentText} from '../lib/view/graphql.ts'
import {plain} from '../lib/view/plain.ts'

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
    field: Flags.string({char: 'f', multiple: true, summary: 'A variable that is a string.', helpValue: 'NAME=TEXT'}),
    'json-field': Flags.string({char: 'F', multiple: true, summary: 'A variable in JSON.', helpValue: 'NAME=JSON'}),
    variables: Flags.string({
      summary: 'A file with all variables as one JSON object; “-” for input.',
      helpValue: 'FILE',
    }),
    operation: Flags.string({summary: 'Which operation of the document to run.', helpValue: 'NAME'}),
    api: Flags.string({summary: 'Which of the profile’s APIs.', helpValue: 'NAME'}),
    url: Flags.string({summary: 'The API’s address, in place of one from the profile.', helpValue: 'URL'}),
    auth: Flags.option({options: authModes, summary: 'How to prove who calls.'})(),
    token: Flags.option({
      options: ['id', 'access'] as const,
      summary: 'Which token to send.',
      env: 'AUTHCTL_TOKEN_KIND',
    })(),
    'credential-stdin': Flags.boolean({summary: 'Read the API key or Lambda token from standard input.'}),
    'credential-file': Flags.string({summary: 'Read the API key or Lambda token from a file.', helpValue: 'FILE'}),
    header: Flags.string({char: 'H', multiple: true, summary: 'Another header.', helpValue: '"NAME: VALUE"'}),
    include: Flags.boolean({char: 'i', summary: 'Show the HTTP status and headers too.'}),
    curl: Flags.boolean({summary: 'Print the request as a curl line, and send nothing.', exclusive: ['dry-run']}),
    'dry-run': Flags.boolean({summary: 'Show the request, and send nothing.'}),
    ...profileFlags,
    ...identityFlags,
  }

  override async run(): Promise<object> {
    const {args, flags} = await this.parse(Graphql)
    const target = checked(graphqlTarget(await this.profileFor(flags), flags))
    const identity = flags.as ?? defaultIdentity
    const {query, variables, secret} = await givenTexts(this.world, {
      query: args.query,
      variables: flags.variables,
      credentialFile: flags['credential-file'],
      credentialStdin: flags['credential-stdin'],
    })
    const fields = variablesOf({file: variables, strings: flags.field, json: flags['json-field']})
    const question = {query, variables: fields, operationName: flags.operation}
    const request = requestTo(target, question, extraHeaders(flags.header))

    if (flags.curl) return this.present({curl: curlLine(request, target, identity)}, ({curl}) => curl)
    if (flags['dry-run']) {
      const plan = {dryRun: true, method: 'POST', ...request, credential: proof(target, identity)}
      return this.present(plan, jsonDocumentText)
    }
    const {answer, code, explanation} = await callGraphql(this.world, target, request, {identity, secret})
    // The answer stands on stdout, under --json too; why something in it is missing belongs beside it.
    if (explanation) this.explain(explanationText(explanation))
    if (flags.include)
      return code ? this.presentFailing(code, answer, includedText) : this.present(answer, includedText)
    const body: GraphqlResponse = answer.response
    return code ? this.presentFailing(code, body, jsonDocumentText) : this.present(body, jsonDocumentText)
  }

  private explain(text: string): void {
    const {terminal} = this.world
    terminal.err(`${terminal.errColor ? text : plain(text)}\n`)
  }

  /** Without tokens to send and with an address given, nobody needs to be known. */
  private async profileFor(flags: {
    url?: string | undefined
    auth?: Target['auth'] | undefined
    profile?: string | undefined
  }): Promise<Profile | undefined> {
    try {
      return await resolveProfile(this.world, flags)
    } catch (error) {
      const tokens = flags.auth === 'userPool' || flags.auth === 'oidc'
      if (flags.url !== undefined && !tokens && flags.profile === undefined && failedWith(error, 'profile_not_found'))
        return undefined
      throw error
    }
  }
}

function checked(target: Target): Target {
  const wrong = wrongAddress(target.url)
  if (wrong === undefined) return target
  throw new Failure('usage', `The API’s address ${wrong}.`, {hints: ['--url https://…/graphql']})
}
