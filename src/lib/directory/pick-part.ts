import type {World} from '../world/world.ts'
import type {Directory} from './directory.ts'
import {listDomains} from './domains.ts'
import {listIdentityProviders} from './identity-providers.ts'
import {listResourceServers} from './resource-servers.ts'

type Asking = Pick<World, 'ask'>

/** The identifier given, or the one of a resource server the person chooses. @throws Failure `input_required`. */
export function pickResourceServer(asking: Asking, directory: Directory, given: string | undefined): Promise<string> {
  return picked(asking, given, {message: 'Which resource server?', flag: 'IDENTIFIER'}, async () =>
    (await listResourceServers(directory)).map(({identifier, name}) => [`${identifier}  ${name}`, identifier] as const),
  )
}

/** The domain given, or one of the pool's two that the person chooses. @throws Failure `input_required`. */
export function pickDomain(asking: Asking, directory: Directory, given: string | undefined): Promise<string> {
  return picked(asking, given, {message: 'Which domain?', flag: 'DOMAIN'}, async () =>
    (await listDomains(directory)).map(({domain}) => [domain, domain] as const),
  )
}

/** The provider given, or one the person chooses. @throws Failure `input_required`. */
export function pickIdentityProvider(asking: Asking, directory: Directory, given: string | undefined): Promise<string> {
  return picked(asking, given, {message: 'Which identity provider?', flag: 'PROVIDER'}, async () =>
    (await listIdentityProviders(directory)).map(({name, type}) => [`${name}  ${type}`, name] as const),
  )
}

async function picked(
  {ask}: Asking,
  given: string | undefined,
  question: {readonly message: string; readonly flag: string},
  list: () => Promise<(readonly [name: string, value: string])[]>,
): Promise<string> {
  if (given !== undefined) return given
  // A refusal must not wait for a list that nobody will see.
  if (!ask.possible) return ask.text(question)
  const choices = (await list()).map(([name, value]) => ({name, value}))
  return choices.length === 0 ? ask.text(question) : ask.choose({...question, choices})
}
