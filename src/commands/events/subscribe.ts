import * as Args from '@oclif/core/args'
import {placeReader} from '../../lib/api/given-place.ts'
import {givenSecret} from '../../lib/api/given-texts.ts'
import {appsyncEvents} from '../../lib/api/realtime/appsync-events.ts'
import {listenFor} from '../../lib/api/realtime/listen-for.ts'
import {eventsTarget} from '../../lib/api/target.ts'
import {listeningFlags, profileForCall, targetFlags} from '../../lib/cli/call-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../../lib/cli/profile-flags.ts'
import {defaultIdentity} from '../../lib/session/names.ts'
import {jsonDocumentText} from '../../lib/view/json-document.ts'
import {lostText, startedText} from '../../lib/view/subscription.ts'

export default class EventsSubscribe extends AuthctlCommand {
  static override summary = 'Listen to a channel of AppSync Events.'
  static override description =
    `Prints each event as one line of JSON, {"channel", "event"}, laid out at a terminal, until --count events came, --timeout is over, or Ctrl-C. A line that is lost is opened anew, with a fresh token; standard error says so.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> default/news',
    "<%= config.bin %> <%= command.id %> 'default/*' --count 10 --timeout 60",
  ]
  static override args = {
    channel: Args.string({description: 'NAMESPACE/NAME; /* at its end means all below.', required: true}),
  }
  static override flags = {...listeningFlags, ...targetFlags, ...profileFlags, ...identityFlags}

  override async run(): Promise<undefined> {
    const {args, flags} = await this.parse(EventsSubscribe)
    const target = eventsTarget(await profileForCall(this.world, flags), flags)
    const source = {identity: flags.as ?? defaultIdentity, secret: await givenSecret(placeReader(this.world), flags)}
    const listener = {
      started: (again: boolean) => this.note(startedText(again)),
      lost: (inMs: number) => this.note(lostText(inMs)),
      event: (event: object) => this.stream(event, jsonDocumentText),
    }
    const forMs = flags.timeout === undefined ? undefined : flags.timeout * 1000
    const bounds = {count: flags.count, forMs, listener, dialects: [appsyncEvents]}
    await listenFor(this.world, target, {channel: args.channel}, source, bounds)
  }
}
