import {randomBytes} from 'node:crypto'
import {join} from 'node:path'
import {createUser} from '../directory/create-user.ts'
import type {Directory} from '../directory/directory.ts'
import {deleteUser} from '../directory/users.ts'
import {readPrivateFile, removePrivateFile, writePrivateFile} from '../disk/private-file.ts'
import {Failure, failedWith} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {beginSession} from '../session/begin.ts'
import {signOut} from '../session/sign-out.ts'
import type {World} from '../world/world.ts'
import type {Identity, MatrixDocument} from './document.ts'

/** A user made for one run, and the identity its tokens are kept under. */
interface Persona {
  readonly pool: string
  readonly endpoint?: string
  readonly username: string
  readonly profile: string
  readonly identity: string
}

/**
 * Runs `work` with the matrix’s personas made, signed in and named in it; removes them afterwards, whatever happens.
 * What a killed run left behind is removed by the next one at the same pool.
 * @throws Failure as `createUser` and `beginSession` do; `partly_done` where one could not be removed
 */
export async function withPersonas<T>(
  world: World,
  profile: Profile,
  matrix: MatrixDocument,
  open: (world: World) => Promise<Directory>,
  work: (matrix: MatrixDocument) => Promise<T>,
): Promise<T> {
  const wanted = Object.entries(matrix.identities).filter(([, {persona}]) => persona !== undefined)
  if (wanted.length === 0) return work(matrix)
  const directory = await open(world)
  // Cleaning up must not be cut short by what cancelled the work.
  const undisturbed: World = Object.create(world, {cancelled: {value: new AbortController().signal}})
  await removeAll(undisturbed, profile, await open(undisturbed))
  try {
    const identities: Record<string, Identity> = {...matrix.identities}
    for (const [name, identity] of wanted) {
      const made = await make(world, profile, directory, identity.persona?.groups ?? [])
      const {persona: _, ...rest} = identity
      identities[name] = {...rest, as: made.identity}
    }
    return await work({...matrix, identities})
  } finally {
    await removeAll(undisturbed, profile, await open(undisturbed))
  }
}

async function make(world: World, profile: Profile, directory: Directory, groups: readonly string[]): Promise<Persona> {
  const username = `authctl-matrix-${randomBytes(6).toString('hex')}`
  const password = `Aa1!${randomBytes(18).toString('base64url')}`
  const persona: Persona = {
    pool: directory.poolId,
    ...(profile.endpoint !== undefined && {endpoint: profile.endpoint}),
    username,
    profile: profile.name,
    identity: username,
  }
  // Written down before it is made: a run that is killed in between leaves at most a name too many.
  await remember(world, [...(await remembered(world)), persona])
  await createUser(directory, {username, attributes: {}, groups, password, permanent: true, suppress: true})
  const tell = {visit: nothing, enterCode: nothing, authenticator: nothing, challenge: nothing, remark: nothing}
  const answers = {username, password: async () => password}
  await beginSession(world, profile, {identity: username, request: {flow: 'srp', browser: false, answers, tell}})
  return persona
}

/** Removes every persona of this pool: the sessions first, then the users. */
async function removeAll(world: World, profile: Profile, directory: Directory): Promise<void> {
  const known = await remembered(world)
  const here = known.filter(({pool, endpoint}) => pool === directory.poolId && endpoint === profile.endpoint)
  const left: Persona[] = []
  for (const persona of here)
    try {
      await signOut(world, {...profile, name: persona.profile}, persona.identity, {local: true}).catch(() => {})
      await deleteUser(directory, persona.username)
    } catch (error) {
      if (!failedWith(error, 'not_found')) left.push(persona)
    }
  await remember(world, [...known.filter(one => !here.includes(one)), ...left])
  if (left.length > 0)
    throw new Failure('partly_done', `${left.length} user(s) made for the matrix could not be removed.`, {
      hints: left.map(({username}) => `authctl user delete ${username} --yes`),
    })
}

function pathOf({folders}: Pick<World, 'folders'>): string {
  return join(folders.data, 'matrix-personas.json')
}

async function remembered(world: Pick<World, 'folders'>): Promise<Persona[]> {
  try {
    const personas: unknown = JSON.parse((await readPrivateFile(pathOf(world))) ?? '[]')
    return Array.isArray(personas) ? personas : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

async function remember(world: Pick<World, 'folders'>, personas: readonly Persona[]): Promise<void> {
  if (personas.length === 0) await removePrivateFile(pathOf(world))
  else await writePrivateFile(pathOf(world), `${JSON.stringify(personas, undefined, 2)}\n`)
}

function nothing(): void {}
