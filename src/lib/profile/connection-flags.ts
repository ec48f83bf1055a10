import {Failure} from '../failure.ts'
import type {Environment} from '../world/world.ts'
import {fieldsOfFlags} from './field-flags.ts'
import type {Layer, Source} from './layers.ts'
import {wrongName} from './name.ts'

/** The flags of one invocation that say whom to talk to, under their own names. */
export interface ConnectionFlags {
  readonly profile?: string | undefined
  readonly issuer?: string | undefined
  readonly 'client-id'?: string | undefined
  readonly region?: string | undefined
  readonly 'user-pool-id'?: string | undefined
  readonly endpoint?: string | undefined
}

const connection = ['issuer', 'client-id', 'region', 'user-pool-id', 'endpoint'] as const

/** What flags and their environment variables say. */
export interface Given {
  readonly profile?: {readonly name: string; readonly source: Source}
  readonly layers: readonly Layer[]
}

/** @throws Failure `usage` for a value that makes no sense, naming its flag. */
export function readFlags(env: Environment, flags: ConnectionFlags): Given {
  const given = connection.map(flag => ({flag, ...find(env, flags, flag)}))
  // One layer a source: what stands on one line belongs together.
  const layers = (['environment', 'flag'] as const).flatMap((source): Layer[] => {
    const said = given.filter(one => one.source === source && one.value !== undefined)
    const fields = fieldsOfFlags(Object.fromEntries(said.map(({flag, value}) => [flag, value])))
    return said.length === 0 ? [] : [{source, fields}]
  })
  const {value: name, source} = find(env, flags, 'profile')
  if (name === undefined) return {layers}
  const wrong = wrongName(name)
  if (wrong !== undefined) throw new Failure('usage', `A profile's name ${wrong}.`, {hints: ['authctl profile list']})
  return {layers, profile: {name, source}}
}

/** The base command already hands the environment's value over as the flag's; it is told apart by being equal. */
function find(env: Environment, flags: ConnectionFlags, flag: keyof ConnectionFlags) {
  const set = env[`AUTHCTL_${flag.toUpperCase().replaceAll('-', '_')}`] || undefined
  const value = flags[flag] ?? set
  const source: Source = value === set ? 'environment' : 'flag'
  return {value, source}
}
