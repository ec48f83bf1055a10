import type {Publication} from '../api/publish-events.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'

/** How many events were taken, and which were not. */
export function publicationText({channel, published, failed}: Publication): string {
  const taken = `${published} event${published === 1 ? '' : 's'} published to ${safe(channel)}.`
  return [
    taken,
    ...failed.map(({index, message}) => `${paint.red(`Event ${index + 1} was not taken:`)} ${safe(message)}`),
  ].join('\n')
}
