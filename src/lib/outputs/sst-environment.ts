import type {Environment} from '../world/world.ts'
import type {Deployed, Fact} from './fact.ts'
import {factsOf, namedValues} from './named-values.ts'
import {some} from './parts.ts'

/**
 * The resources that `sst shell` puts into the environment: `SST_RESOURCE_<Name>` each, on Windows all of them in
 * `SST_RESOURCES_JSON`. Undefined outside of it.
 */
export function sstEnvironment(env: Environment): (Deployed & {readonly app: string}) | undefined {
  const single = Object.entries(env).flatMap(([key, text]) =>
    key.startsWith('SST_RESOURCE_') ? [[key.slice('SST_RESOURCE_'.length), parsed(text)] as const] : [],
  )
  const all = new Map([...Object.entries(some(parsed(env.SST_RESOURCES_JSON)) ?? {}), ...single])
  if (all.size === 0) return undefined
  const {name, stage} = some(all.get('App')) ?? {}
  all.delete('App')
  const app = [name, stage].filter(part => typeof part === 'string').join('/')
  const facts = [...all].flatMap(([resource, properties]) => resourceFacts(resource, properties))
  return {shape: 'the environment of sst shell', facts, app: app === '' ? 'sst' : app}
}

function resourceFacts(resource: string, properties: unknown): Fact[] {
  const {id, secret, url} = some(properties) ?? {}
  const found = namedValues(properties, [resource]).flatMap(factsOf)
  // A client is what has an id and a secret beside it; one of an emulator need not look like one.
  if (typeof id === 'string' && typeof secret === 'string')
    return [
      {what: 'client', value: id, from: `${resource}.id`},
      {what: 'clientSecret', value: secret, from: `${resource}.secret`},
    ]
  const api =
    typeof url === 'string' && found.every(({what}) => what === 'unclear') ? {path: ['api'], value: url} : undefined
  const facts = api ? factsOf(api).map(fact => ({...fact, from: `${resource}.url`})) : found
  return facts.map(fact => (fact.what === 'api' ? {...fact, name: resource} : fact))
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
