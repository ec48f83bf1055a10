import {Failure} from '../failure.ts'
import {checkMetadata, type Problem, type Surroundings} from './check-metadata.ts'

/** Metadata that a user pool can be given: by its address, where it has one, so that the pool reads it again. */
export interface Usable {
  readonly details: {readonly MetadataURL: string} | {readonly MetadataFile: string}
  readonly warnings: readonly Problem[]
}

/**
 * Metadata behind an address or a path, checked before anything is written by it.
 * @throws Failure `usage` naming every error in it; and as checkMetadata does.
 */
export async function requireMetadata(world: Surroundings, source: string): Promise<Usable> {
  const {
    report: {problems},
    loaded: {url, xml},
  } = await checkMetadata(world, source)
  const errors = problems.filter(({level}) => level === 'error')
  if (errors.length > 0)
    throw new Failure('usage', `A pool could not use this metadata: ${errors.map(({message}) => message).join(' ')}`)
  return {details: url === undefined ? {MetadataFile: xml} : {MetadataURL: url}, warnings: problems}
}
