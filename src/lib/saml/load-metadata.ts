import {isAddress, wrongAddress} from '../address.ts'
import {readRegularFile} from '../disk/regular-file.ts'
import {reasonOf} from '../disk/trouble.ts'
import {Failure} from '../failure.ts'
import type {Network} from '../net/network.ts'
import {readUpTo} from '../net/read-up-to.ts'
import {whyUnreached} from '../net/unreached.ts'
import {largestDocument} from './xml.ts'

/** A document somebody named: its text, and its address where it came from one. */
export interface Loaded {
  readonly xml: string
  readonly url?: string
}

/** Seconds from the first packet to the last byte. */
const patience = 10

/**
 * The text behind `--metadata FILE|URL`, within bounds of size and time; redirects are not followed.
 * @throws Failure `config_invalid` for a file that cannot be read; `usage` for an address that is neither https nor
 *   plain http to this machine; `unreachable`, `timed_out`.
 */
export async function loadMetadata(network: Network, source: string): Promise<Loaded> {
  if (!isAddress(source)) return {xml: fromFile(source)}
  const wrong = wrongAddress(source)
  if (wrong) throw new Failure('usage', `The metadata’s address ${wrong}: “${source}”.`)
  return {xml: await fromAddress(network, new URL(source)), url: source}
}

function fromFile(path: string): string {
  const shown = `The metadata in ${path}`
  try {
    return readRegularFile(path, 4 * largestDocument, shown).toString('utf8')
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('config_invalid', `${shown} cannot be read: ${reasonOf(error)}.`, {cause: error})
  }
}

async function fromAddress({fetch, cancelled}: Network, url: URL): Promise<string> {
  const timeout = AbortSignal.timeout(patience * 1000)
  const signal = cancelled ? AbortSignal.any([timeout, cancelled]) : timeout
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal,
      headers: {accept: 'application/samlmetadata+xml, */*'},
    })
    if (response.status !== 200) {
      await response.body?.cancel()
      const redirects = response.status >= 300 && response.status < 400
      const answer = redirects ? 'redirects; that is not followed' : `answered ${response.status}`
      throw new Failure('unreachable', `The metadata at ${url.href} ${answer}.`)
    }
    return (await readUpTo(4 * largestDocument, response, `What ${url.href} sends`)).toString('utf8')
  } catch (error) {
    if (error instanceof Failure) throw error
    if (cancelled?.aborted) throw cancelled.reason
    if (timeout.aborted)
      throw new Failure('timed_out', `The metadata did not arrive from ${url.href} in ${patience} s.`)
    throw new Failure('unreachable', `The metadata could not be fetched from ${url.href}: it ${whyUnreached(error)}.`, {
      cause: error,
    })
  }
}
