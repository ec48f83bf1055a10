import type {Environment} from '../world/world.ts'
import type {Fields} from './fields.ts'
import {issuerOfPool, regionOfPool} from './pool.ts'

/** Who said what a field of a profile is. */
export type Source = 'flag' | 'environment' | 'project file' | 'user file' | 'derived'

export interface Layer {
  readonly source: Source
  readonly fields: Fields
}

export type Sources = Readonly<Partial<Record<keyof Fields, Source>>>

/**
 * One set of fields out of several, later layers winning field by field. A pool that is named later than the issuer or
 * the region beside it brings its own: they belonged to another pool. An issuer that is named later than the one beside
 * a pool leaves that pool, its region and its endpoint behind.
 */
export function merged(layers: readonly Layer[], env: Environment): {fields: Fields; sources: Sources} {
  const last = (field: keyof Fields) => layers.findLastIndex(layer => layer.fields[field] !== undefined)
  const stale = (['issuer', 'region'] as const).filter(field => last(field) < last('userPoolId'))
  const ofPools = layers.map((layer, at) => (at < last('userPoolId') ? without(layer, stale) : layer))
  const usable = isAnotherIssuer(ofPools)
    ? ofPools.map((layer, at) => (at < last('issuer') ? without(layer, ['userPoolId', 'region', 'endpoint']) : layer))
    : ofPools
  const fields: Fields = Object.assign({}, ...usable.map(layer => layer.fields))
  const sources = Object.assign(
    {},
    ...usable.map(layer => Object.fromEntries(Object.keys(layer.fields).map(field => [field, layer.source]))),
  )
  return completed(fields, sources, env)
}

/** Whether an issuer is named after the pool, and is not that pool's: a pool's issuers end in its id. */
function isAnotherIssuer(layers: readonly Layer[]): boolean {
  const at = layers.findLastIndex(({fields}) => fields.issuer !== undefined)
  const pool = layers.findLastIndex(({fields}) => fields.userPoolId !== undefined)
  return pool !== -1 && pool < at && !layers[at]?.fields.issuer?.endsWith(`/${layers[pool]?.fields.userPoolId}`)
}

function completed(fields: Fields, sources: Sources, env: Environment): {fields: Fields; sources: Sources} {
  const {userPoolId, endpoint} = fields
  const ofPool = userPoolId === undefined ? undefined : regionOfPool(userPoolId)
  const ofEnvironment = env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined
  const region = fields.region ?? ofPool ?? ofEnvironment
  const issuer =
    fields.issuer ?? (userPoolId && (region || endpoint) ? issuerOfPool(userPoolId, region ?? '', endpoint) : undefined)
  return {
    fields: {...fields, ...(region === undefined ? {} : {region}), ...(issuer === undefined ? {} : {issuer})},
    sources: {
      ...(region === undefined ? {} : {region: ofPool === undefined ? 'environment' : 'derived'}),
      ...(issuer === undefined ? {} : {issuer: 'derived'}),
      ...sources,
    },
  }
}

function without(layer: Layer, stale: readonly (keyof Fields)[]): Layer {
  const kept = Object.entries(layer.fields).filter(([field]) => !stale.includes(field as keyof Fields))
  return {source: layer.source, fields: Object.fromEntries(kept)}
}
