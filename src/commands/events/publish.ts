import * as Args from '@oclif/core/args'
import {givenEvents} from '../../lib/api/given-events.ts'
import {placeReader} from '../../lib/api/given-place.ts'
import {givenSecret} from '../../lib/api/given-texts.ts'
import {type Publication, publishEvents} from '../../lib/api/publish-events.ts'
import {eventsTarget} from '../../lib/api/target.ts'
import {profileForCall, targetFlags} from '../../lib/cli/call-flags.ts'
import {AuthctlCommand} from '../../lib/cli/command.ts'
import {identityFlags, profileFlags} from '../../lib/cli/profile-flags.ts'
import {defaultIdentity} from '../../lib/session/names.ts'
import {publicationText} from '../../lib/view/publication.ts'

export default class EventsPublish extends AuthctlCommand {
  static override summary = 'Publish events to a channel of AppSync Events.'
  static override description =
    'Each event is a JSON document: an argument, a line of @FILE, or a line of standard input. They are sent in their order, five at a time. Ends with 8 where some were not taken.'
  static override examples = [
    `<%= config.bin %> <%= command.id %> default/news '{"title": "Hello"}'`,
    '<%= config.bin %> <%= command.id %> default/news @events.ndjson --api notes-events',
    `jq -c '.[]' list.json | <%= config.bin %> <%= command.id %> default/news`,
  ]
  static override strict = false
  static override args = {
    channel: Args.string({description: 'NAMESPACE/NAME, up to five segments.', required: true}),
    events: Args.string({description: 'JSON documents; @FILE, “-” or nothing read them line by line.'}),
  }
  static override flags = {...targetFlags, ...profileFlags, ...identityFlags}

  override async run(): Promise<Publication> {
    const {args, argv, flags} = await this.parse(EventsPublish)
    const target = eventsTarget(await profileForCall(this.world, flags), flags)
    const read = placeReader(this.world)
    const secret = await givenSecret(read, flags)
    const events = await givenEvents(this.world, read, (argv as string[]).slice(1))
    const source = {identity: flags.as ?? defaultIdentity, secret}
    const publication = await publishEvents(this.world, target, {channel: args.channel, events}, source)
    return publication.failed.length === 0
      ? this.present(publication, publicationText)
      : this.presentFailing('partly_done', publication, publicationText)
  }
}
