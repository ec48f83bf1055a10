import {discover} from '../grants/discovery.ts'
import type {World} from '../world/world.ts'
import {within} from './patience.ts'

/** What an issuer says about itself, and the time on its clock. */
export interface Introduction {
  readonly issuer: string
  /** Addresses by what they are for; only those the issuer names. */
  readonly endpoints: Readonly<Partial<Record<EndpointUse, string>>>
  readonly scopes: readonly string[]
  /** How far the issuer's clock is ahead of ours, in milliseconds; its Date header counts whole seconds. */
  readonly aheadMs?: number
}

const members = {
  signIn: 'authorization_endpoint',
  token: 'token_endpoint',
  device: 'device_authorization_endpoint',
  userinfo: 'userinfo_endpoint',
  revocation: 'revocation_endpoint',
  introspection: 'introspection_endpoint',
  pushedRequests: 'pushed_authorization_request_endpoint',
  signOut: 'end_session_endpoint',
  keys: 'jwks_uri',
} as const

export type EndpointUse = keyof typeof members

/**
 * Asks an issuer to describe itself (OpenID Connect Discovery 1.0, section 4). Sends nothing but the question.
 * @throws Failure `unreachable`, `timed_out`, `config_invalid`, and what cancelled it.
 */
export function meet(world: Pick<World, 'fetch' | 'clock' | 'cancelled'>, issuer: string): Promise<Introduction> {
  return within(world, 5, new URL(issuer).host, async cancelled => {
    let aheadMs: number | undefined
    const fetch: World['fetch'] = async (input, init) => {
      const asked = world.clock.now()
      const response = await world.fetch(input, init)
      const theirs = Date.parse(response.headers.get('date') ?? '')
      // In the middle between question and answer, and in the middle of the second the header names.
      if (!Number.isNaN(theirs)) aheadMs = Math.round(theirs + 500 - (asked + world.clock.now()) / 2)
      return response
    }
    const metadata: Readonly<Record<string, unknown>> = await discover({clock: world.clock, fetch, cancelled}, issuer)
    const named = Object.entries(members).filter(([, member]) => typeof metadata[member] === 'string')
    return {
      issuer,
      endpoints: Object.fromEntries(named.map(([use, member]) => [use, metadata[member] as string])),
      scopes: texts(metadata.scopes_supported),
      ...(aheadMs === undefined ? {} : {aheadMs}),
    }
  })
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}
