import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {curlLine, proof} from '../lib/api/curl.ts'
import {extraHeaders} from '../lib/api/extra-headers.ts'
import {fieldsOf} from '../lib/api/fields.ts'
import {placeReader} from '../lib/api/given-place.ts'
import {givenBody, givenSecret} from '../lib/api/given-texts.ts'
import {nextPage} from '../lib/api/next-page.ts'
import {callRest, type RestOutcome, type RestRequest, restRequest} from '../lib/api/rest.ts'
import {restTarget} from '../lib/api/target.ts'
import {Answered} from '../lib/cli/answered.ts'
import {callFlags, httpMethod, profileForCall} from '../lib/cli/call-flags.ts'
import {AuthctlCommand} from '../lib/cli/command.ts'
import {jsonLine} from '../lib/cli/json.ts'
import {identityFlags, profileFlags} from '../lib/cli/profile-flags.ts'
import {Failure} from '../lib/failure.ts'
import {defaultIdentity} from '../lib/session/names.ts'
import {explanationText, includedText} from '../lib/view/graphql.ts'
import {jsonDocumentText} from '../lib/view/json-document.ts'
import {restText} from '../lib/view/rest.ts'

export default class Rest extends AuthctlCommand {
  static override summary = 'Call a REST API as whoever is signed in.'
  static override description =
    `Prints the response’s body: as it came into a pipe, laid out at a terminal. Where the call is refused, standard error says why and what mends it. A credential goes by itself to the profile’s APIs only; elsewhere --auth asks for it.
Exit status by the HTTP status: 3 for 401, 4 for 403, 5 for 404, 10 for 409 and 412, 7 for 429 and 5xx, 2 for the other 4xx.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> GET notes',
    '<%= config.bin %> <%= command.id %> POST notes -f title=Milk -F done=false',
    '<%= config.bin %> <%= command.id %> PUT notes/7 --body @note.json --api notes',
    '<%= config.bin %> <%= command.id %> GET https://api.example.com/v1/me --auth oidc',
  ]
  static override args = {
    method: Args.string({description: 'GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS.', required: true}),
    path: Args.string({description: 'A path below the API’s address, or a whole address.', required: true}),
  }
  static override flags = {
    field: Flags.string({
      char: 'f',
      multiple: true,
      summary: 'A string: a member of the JSON body, a[b]= and a[]= nested; a query parameter of a GET.',
      helpValue: 'NAME=TEXT',
    }),
    'json-field': Flags.string({
      char: 'F',
      multiple: true,
      summary: 'The same in JSON; @FILE and @- read a text.',
      helpValue: 'NAME=JSON',
    }),
    body: Flags.string({summary: 'The body: a text, @FILE, or “-” for input.', helpValue: 'TEXT'}),
    paginate: Flags.boolean({summary: 'Go on to the following pages, one after the other.'}),
    'page-token': Flags.string({
      summary: 'The member and query parameter that lead to the next page where no Link header does.',
      helpValue: 'NAME',
      default: 'nextToken',
    }),
    ...callFlags,
    ...profileFlags,
    ...identityFlags,
  }

  override async run(): Promise<object | undefined> {
    const {args, flags} = await this.parse(Rest)
    const method = httpMethod(args.method)
    const target = restTarget(await profileForCall(this.world, flags, args.path), args.path, flags)
    const identity = flags.as ?? defaultIdentity
    const read = placeReader(this.world)
    const body = await givenBody(read, flags.body)
    const fields = await fieldsOf(read, {strings: flags.field, json: flags['json-field']})
    const secret = await givenSecret(read, flags)
    const request = restRequest(target, {method, fields, body, headers: extraHeaders(flags.header)})

    if (flags.curl) return this.present({curl: curlLine(request, target, identity)}, ({curl}) => curl)
    if (flags['dry-run'])
      return this.present({dryRun: true, ...request, credential: proof(target, identity)}, jsonDocumentText)

    const ask: Asking = page => callRest(this.world, target, page, {identity, secret})
    if (flags.paginate) return this.pages(ask, request, flags)
    const outcome = await ask(request)
    const result = this.shown(outcome, flags.include)
    return outcome.code ? this.endWith(outcome.code, result) : result
  }

  /** Shows one answer to people, and gives what --json prints of it. */
  private shown({answer, explanation}: RestOutcome, include: boolean): object {
    const {bytes, ...shown} = answer
    if (explanation) this.remark(explanationText(explanation))
    if (include) this.present({...shown, response: shown.body}, includedText)
    else this.pass(bytes, shown, restText)
    return include || typeof shown.body !== 'object' || shown.body === null ? shown : shown.body
  }

  /** Page after page as it comes, one JSON document per line; a bad one is the last. */
  private async pages(ask: Asking, first: RestRequest, {include, 'page-token': member}: PageFlags): Promise<undefined> {
    const seen = new Set<string>()
    for (let request: RestRequest | undefined = first; request; ) {
      if (seen.has(request.url)) throw new Failure('unreachable', 'The pages lead back to one that was read already.')
      seen.add(request.url)
      const outcome = await ask(request)
      const result = this.shown(outcome, include)
      if (this.jsonEnabled()) this.world.terminal.out(`${jsonLine(result)}\n`)
      if (outcome.code) throw new Answered(outcome.code)
      request = nextPage(request, outcome.answer, member)
    }
  }
}

type Asking = (page: RestRequest) => Promise<RestOutcome>

interface PageFlags {
  readonly include: boolean
  readonly 'page-token': string
}
