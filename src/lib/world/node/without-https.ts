import {Agent as HttpAgent} from 'node:http'
import {Agent as HttpsAgent} from 'node:https'
import {Failure} from '../../failure.ts'
import type {Environment, Fetch, World} from '../world.ts'

/**
 * Whether certificates go unchecked. Node obeys this variable everywhere at once: with it, anybody on the way could be
 * the server.
 */
export function certificatesGoUnchecked(env: Environment): boolean {
  return env.NODE_TLS_REJECT_UNAUTHORIZED === '0'
}

/** The network of a program that speaks no https, for where it would be worth nothing. */
export function withoutHttps(): Pick<World, 'fetch' | 'agents'> {
  const fetch: Fetch = async (input, init) => {
    if (/^https:/i.test(input instanceof URL || typeof input === 'string' ? String(input) : input.url))
      throw unchecked()
    return globalThis.fetch(input, init)
  }
  const httpsAgent = new HttpsAgent()
  httpsAgent.createConnection = (_options, done) => {
    done?.(unchecked(), undefined as never)
    return undefined
  }
  return {fetch, agents: {httpAgent: new HttpAgent(), httpsAgent}}
}

function unchecked(): Failure {
  return new Failure(
    'config_invalid',
    'NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificate checks off; nothing was sent.',
    {
      hints: ['unset NODE_TLS_REJECT_UNAUTHORIZED', 'set NODE_EXTRA_CA_CERTS to the file of your own authority'],
    },
  )
}
