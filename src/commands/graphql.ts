import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {callGraphql, type Outcome} from '../lib/api/call.ts'
import {curlLine, proof} from '../lib/api/curl.ts'
import {extraHeaders} from '../lib/api/extra-headers.ts'
import {placeReader} from '../lib/api/given-place.ts'
import {givenQuestion} from '../lib/api/given-question.ts'
import {givenSecret} from '../lib/api/given-texts.ts'
import {requestTo} from '../lib/api/graphql.ts'
import {type Ask, again, pageAfterPage} from '../lib/api/page-after-page.ts'
import {graphqlTarget} from '../lib/api/target.ts'
import {assertValid} from '../lib/api/validation.ts'
import {Answered} from '../lib/cli/answered.ts'
import {callFlags, documentFlags, profileForCall} from '../lib/cli/call-flags.ts'
import {AuthctlCommand} from '../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../lib/cli/profile-flags.ts'
import type {FailureCode} from '../lib/failure.ts'
import {defaultIdentity} from '../lib/session/names.ts'
import {explanationText, includedText} from '../lib/view/graphql.ts'
import {jsonDocumentText} from '../lib/view/json-document.ts'

export default class Graphql extends AuthctlCommand {
  static override summary = 'Call a GraphQL API as whoever is signed in.'
  static override description =
    `Prints the response, as it came into a pipe, laid out at a terminal. Where something is refused, standard error says why, from what the token says, and what mends it.
Exit status: 4 when refused, 8 when there are errors beside the data, 2 when there are errors alone.`
  static override examples = [
    "<%= config.bin %> <%= command.id %> '{ notes { id title } }'",
    "<%= config.bin %> <%= command.id %> 'query($id: ID!) { note(id: $id) { text } }' -f id=welcome",
    "<%= config.bin %> <%= command.id %> @all.graphql --paginate | jq -c '.data.listNotes.items[]'",
    '<%= config.bin %> <%= command.id %> @query.graphql --variables variables.json --api notes',
    'AUTHCTL_API_KEY=da2-… <%= config.bin %> <%= command.id %> --url https://….appsync-api.eu-west-1.amazonaws.com/graphql --auth apiKey < query.graphql',
  ]
  static override args = {
    query: Args.string({description: 'The query; @FILE reads it from a file, “-” or nothing from standard input.'}),
  }
  static override flags = {
    ...documentFlags,
    paginate: Flags.boolean({
      summary: 'Go on to the following pages, by $nextToken, or by $after and pageInfo; one document a line.',
    }),
    slurp: Flags.boolean({summary: 'All pages in one document, {"pages": […]}.', dependsOn: ['paginate']}),
    repeat: Flags.integer({
      summary: 'Ask so many times, one after the other; one document a line.',
      min: 1,
      helpValue: 'N',
      exclusive: ['paginate'],
    }),
    ...callFlags,
    ...profileFlags,
    ...identityFlags,
  }

  override async run(): Promise<object | undefined> {
    const {args, flags} = await this.parse(Graphql)
    const target = graphqlTarget(await profileForCall(this.world, flags), flags)
    const identity = flags.as ?? defaultIdentity
    const read = placeReader(this.world)
    const question = await givenQuestion(this.world, read, {...args, ...flags})
    if (!flags['no-validate']) await assertValid(this.world, target.url, question)
    const secret = await givenSecret(read, flags)
    const headers = extraHeaders(flags.header)
    const request = requestTo(target, question, headers)

    if (flags.curl) return this.present({curl: curlLine(request, target, identity)}, ({curl}) => curl)
    if (flags['dry-run']) {
      const plan = {dryRun: true, ...request, credential: proof(target, identity)}
      return this.present(plan, jsonDocumentText)
    }
    const ask: Ask = page => callGraphql(this.world, target, requestTo(target, page, headers), {identity, secret})
    if (flags.paginate) return this.series(pageAfterPage(ask, question), flags)
    if (flags.repeat !== undefined) return this.series(again(ask, question, flags.repeat), flags)
    const outcome = await ask(question)
    const result = this.told(outcome, flags.include)
    if (flags.include) this.present(result as Included, includedText)
    else this.pass(outcome.answer.bytes, result, jsonDocumentText)
    return outcome.code ? this.endWith(outcome.code, result) : result
  }

  /** Says beside the answer why something in it is missing, under --json too; and gives what is shown of it. */
  private told({answer, explanation}: Outcome, include: boolean): object {
    const {bytes: _, ...shown} = answer
    if (explanation) this.remark(explanationText(explanation))
    return include ? shown : answer.response
  }

  /** One answer after the other, each a line, or all of them in one document. */
  private async series(outcomes: AsyncIterable<Outcome>, {include, slurp}: SeriesFlags): Promise<object | undefined> {
    const codes: (FailureCode | undefined)[] = []
    const pages: object[] = []
    for await (const outcome of outcomes) {
      const result = this.told(outcome, include)
      codes.push(outcome.code)
      if (slurp) pages.push(result)
      else this.stream(result, jsonDocumentText)
    }
    if (slurp) this.present({pages}, jsonDocumentText)
    const [code, ...others] = new Set(codes)
    const end = others.length === 0 ? code : 'partly_done'
    if (end && !slurp) throw new Answered(end)
    if (end) return this.endWith(end, {pages})
    return slurp ? {pages} : undefined
  }
}

type Included = Parameters<typeof includedText>[0]

interface SeriesFlags {
  readonly include: boolean
  readonly slurp: boolean
}
