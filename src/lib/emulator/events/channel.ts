import type {Caller, Mode} from '../appsync/caller.ts'
import {unauthorized} from '../appsync/refusal.ts'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'

/** Which modes may open a connection, and publish and subscribe in a namespace (AppSync Events, "Channel namespaces"). */
interface Namespace {
  readonly publish: readonly Mode[]
  readonly subscribe: readonly Mode[]
}

const everybody: readonly Mode[] = ['API_KEY', 'AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT', 'AWS_IAM', 'AWS_LAMBDA']
const people: readonly Mode[] = ['AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT']

/** The API's namespaces: one for everybody, one where backends tell people something. */
const namespaces: Readonly<Record<string, Namespace>> = {
  default: {publish: everybody, subscribe: everybody},
  announcements: {publish: ['AWS_IAM'], subscribe: people},
}

/** Any mode may open a connection. */
export const modes = {default: 'API_KEY', additional: everybody} as const

/**
 * The channel as its segments' path, if this caller may do that there.
 * @throws Problem `BadRequestException` for no channel, `UnauthorizedException` for one that is closed to the caller
 */
export function channelFor(act: keyof Namespace, name: unknown, {mode}: Caller): string {
  const text = typeof name === 'string' ? name.replace(/^\//, '') : ''
  const wild = act === 'subscribe' && text.endsWith('/*')
  const segments = (wild ? text.slice(0, -2) : text).split('/')
  const whole =
    segments.length <= 5 && segments.every(segment => /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?$/.test(segment))
  if (!whole) throw new Problem('BadRequestException', 'Invalid channel format', 400)
  const namespace = namespaces[segments[0] ?? '']
  if (!namespace) throw new Problem('BadRequestException', `Channel namespace ${segments[0]} does not exist`, 400)
  if (!namespace[act].includes(mode)) throw unauthorized()
  return `/${text}`
}

type Listener = (event: string) => void

const listeners = new WeakMap<Stack, Map<string, Set<Listener>>>()

/** Hears every event of the channel, or below it where it ends in `/*`, until the function given back is called. */
export function hear(stack: Stack, channel: string, listener: Listener): () => void {
  const channels = listeners.get(stack) ?? new Map<string, Set<Listener>>()
  listeners.set(stack, channels)
  const own = channels.get(channel) ?? new Set()
  channels.set(channel, own.add(listener))
  return () => own.delete(listener)
}

/** Tells whoever listens to the channel. */
export function tell(stack: Stack, channel: string, event: string): void {
  for (const [name, heard] of listeners.get(stack) ?? [])
    if (name === channel || (name.endsWith('/*') && `${channel}/`.startsWith(name.slice(0, -1))))
      for (const listener of heard) listener(event)
}
