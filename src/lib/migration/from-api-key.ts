import type {OwnedApi} from '../api/control-plane.ts'
import type {CredentialSource, Proving} from '../api/credential.ts'
import {controlPlaneSchema} from '../api/schema.ts'
import type {Target} from '../api/target.ts'
import type {World} from '../world/world.ts'
import {type ListedKey, listedKeys} from './keys.ts'
import {type Replayed, replay} from './replay.ts'
import {savedOperations} from './saved-operations.ts'
import {type SchemaChange, schemaChanges} from './schema-changes.ts'

/** What lies between an API's keys and its user pool. Nothing is changed by finding it out. */
export interface Migration {
  /** Absent where the API was not named to its control plane. */
  readonly keys?: readonly ListedKey[]
  readonly operations: readonly Replayed[]
  /** Absent where no schema with directives was read. */
  readonly schema?: readonly SchemaChange[]
  /** Commands, in their order; none of them was run. */
  readonly steps: readonly string[]
}

export interface Plan {
  readonly target: Target
  readonly source: CredentialSource
  readonly files: readonly string[]
  /** Mutations that may be sent, by the name of their operation. */
  readonly mutations: readonly string[]
  readonly owned?: OwnedApi | undefined
}

/** The way from API keys to the user pool of the target's profile. @throws Failure for files, calls or a control plane that fail */
export async function fromApiKey(
  world: Proving & Pick<World, 'cwd'>,
  {target, source, files, mutations, owned}: Plan,
): Promise<Migration> {
  const operations = await savedOperations(world, files)
  const keys = owned && (await listedKeys(world, owned))
  const schema = owned && (await schemaChanges((await controlPlaneSchema(world, owned)).sdl))
  const replayed: Replayed[] = []
  for (const operation of operations) replayed.push(await replay(world, target, operation, {source, mutations}))
  return {...(keys && {keys}), operations: replayed, ...(schema && {schema}), steps: stepsOf(target, owned)}
}

/** Both ways at once, then the users alone, then no keys (AppSync developer guide, "Using additional authorization modes"). */
function stepsOf({profile, region}: Target, owned: OwnedApi | undefined): string[] {
  const id = owned?.apiId ?? 'ID'
  const pool = profile?.userPoolId ?? profile?.issuer?.split('/').at(-1) ?? 'POOL'
  const config = JSON.stringify({userPoolId: pool, awsRegion: /^([a-z0-9-]+)_/.exec(pool)?.[1] ?? region})
  const update = `aws appsync update-graphql-api --api-id ${id} --name NAME`
  const provider = `[{"authenticationType":"AMAZON_COGNITO_USER_POOLS","userPoolConfig":${config}}]`
  const sole = config.replace(/}$/, ',"defaultAction":"ALLOW"}')
  return [
    `${update} --authentication-type API_KEY --additional-authentication-providers '${provider}'`,
    `aws appsync start-schema-creation --api-id ${id} --definition fileb://schema.graphql`,
    'authctl migrate api-key … again, until nothing breaks; then let clients sign in',
    `${update} --authentication-type AMAZON_COGNITO_USER_POOLS --user-pool-config '${sole}'`,
    `aws appsync delete-api-key --api-id ${id} --id KEY`,
  ]
}
