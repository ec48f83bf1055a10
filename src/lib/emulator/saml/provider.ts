import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import {type Metadata, readMetadata} from './metadata.ts'
import {ownMetadata, ownMetadataPath} from './own-metadata.ts'

/**
 * The metadata of a pool's SAML provider, from its details: given as text, or fetched. It is not kept: a provider that
 * changes its certificate is seen at once, where Cognito would look again within six hours.
 * @throws Problem `InvalidParameterException` when it cannot be had or read.
 */
export async function providerMetadata(stack: Stack, details: Readonly<Record<string, string>>): Promise<Metadata> {
  const {MetadataFile, MetadataURL = ''} = details
  if (MetadataFile) return readMetadata(MetadataFile)
  if (MetadataURL === `${stack.origin}${ownMetadataPath}`) return readMetadata(ownMetadata(stack))
  return readMetadata(await fetched(MetadataURL))
}

async function fetched(address: string): Promise<string> {
  const url = URL.parse(address)
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new Problem('InvalidParameterException', `The MetadataURL ${address} is not an address.`)
  try {
    const answer = await fetch(url, {signal: AbortSignal.timeout(10_000)})
    if (answer.ok) return (await answer.text()).slice(0, 2 * 1024 * 1024)
  } catch {
    // Worded below.
  }
  throw new Problem('InvalidParameterException', `Error retrieving metadata from ${address}`)
}
