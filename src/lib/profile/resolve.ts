import {isDeepStrictEqual} from 'node:util'
import {flagsAlone} from '../whom.ts'
import type {World} from '../world/world.ts'
import {type ConnectionFlags, readFlags} from './connection-flags.ts'
import {invalid} from './document.ts'
import type {Fields} from './fields.ts'
import {type Layer, merged, type Source, type Sources} from './layers.ts'
import type {Profile} from './profile.ts'
import {findProject, type Project, projectProfileName} from './project.ts'
import {type Profiles, readProfiles} from './store.ts'
import {noProfile, notYours, unknownProfile} from './unknown-profile.ts'

/** A profile, and where each of its fields came from. */
export interface Resolution {
  readonly profile: Profile
  readonly sources: Sources & {readonly name: Source}
  /** The project file that took part. */
  readonly projectFile?: string
}

type Surroundings = Pick<World, 'env' | 'cwd' | 'folders'>

/**
 * Whom to talk to. For each field a flag beats the environment, which beats the project file, which beats the user's
 * file; what then is missing is derived: a pool's issuer and region.
 * @throws Failure `profile_not_found`, `config_invalid` for a file, `usage` for a flag that makes no sense.
 */
export async function resolveProfile(world: Surroundings, flags: ConnectionFlags): Promise<Profile> {
  return (await explainProfile(world, flags)).profile
}

/**
 * The user's own profile of that name, as flags that name it would see it from a folder without a project.
 * @throws Failure `profile_not_found`.
 */
export async function explainOwnProfile(world: Pick<World, 'env' | 'folders'>, name: string): Promise<Resolution> {
  const base = own(name, 'user file', await readProfiles(world))
  const {fields, sources} = merged(base.layers, world.env)
  return {profile: {name, ...fields}, sources: {name: base.source, ...sources}}
}

/** A profile as resolveProfile would give it: with what follows from its pool. Secrets are bound to this form of it. */
export function completed({env}: Pick<World, 'env'>, {name, ...fields}: Profile): Profile {
  return {name, ...merged([{source: 'user file', fields}], env).fields}
}

/** The same as resolveProfile, telling where each field came from. */
export async function explainProfile(world: Surroundings, flags: ConnectionFlags): Promise<Resolution> {
  const given = readFlags(world.env, flags)
  const [project, user] = await Promise.all([findProject(world.cwd), readProfiles(world)])
  const base = chosen(given.profile, project, user) ?? direct(given.layers, user)
  const {fields, sources} = merged([...base.layers, ...given.layers], world.env)
  const fromProject = base.source === 'project file' || base.layers.some(({source}) => source === 'project file')
  return {
    profile: {name: base.name, ...fields},
    sources: {name: base.source, ...sources},
    ...(fromProject && project ? {projectFile: project.path} : {}),
  }
}

interface Base {
  readonly name: string
  readonly source: Source
  readonly layers: readonly Layer[]
}

function chosen(
  given: {readonly name: string; readonly source: Source} | undefined,
  project: Project | undefined,
  user: Profiles,
): Base | undefined {
  if (project && (given === undefined || given.name === nameIn(project))) {
    if (project.profile !== undefined) return wanted(project.profile, given?.source ?? 'project file', project, user)
    const name = projectProfileName(project.path)
    if (Object.keys(project.fields).length > 0)
      return {name, source: 'project file', layers: [{source: 'project file', fields: project.fields}]}
  }
  if (given) return own(given.name, given.source, user)
  return user.current === undefined ? undefined : own(user.current, 'user file', user)
}

function own(name: string, source: Source, user: Profiles): Base {
  const found = user.profiles.get(name)
  if (!found) throw unknownProfile(name, user)
  return {name, source, layers: [{source: 'user file', fields: fieldsOf(found)}]}
}

/** Flags alone can say enough: then no profile is needed. */
function direct(layers: readonly Layer[], user: Profiles): Base {
  if (layers.length === 0) throw noProfile(user)
  return {name: flagsAlone, source: 'derived', layers: []}
}

/** A user's profile that a project asks for by name. The project may ask for other scopes, and redirect nothing. */
function wanted(name: string, source: Source, project: Project, user: Profiles): Base {
  const found = user.profiles.get(name)
  if (!found) throw Object.keys(project.fields).length > 0 ? notYours(name, project) : unknownProfile(name, user)
  const {scopes, resource, ...binding} = project.fields
  const changed = Object.entries(binding).find(
    ([field, value]) => !isDeepStrictEqual(value, found[field as keyof Profile]),
  )
  if (changed)
    throw invalid(
      project.path,
      `it gives another ${changed[0]} than your profile “${name}” has, and a project cannot change a profile of yours`,
      {hints: [`authctl profile show ${name}`]},
    )
  return {
    name,
    source,
    layers: [
      {source: 'user file', fields: fieldsOf(found)},
      {source: 'project file', fields: {...(scopes && {scopes}), ...(resource !== undefined && {resource})}},
    ],
  }
}

function nameIn(project: Project): string {
  return project.profile ?? projectProfileName(project.path)
}

function fieldsOf({name: _, ...fields}: Profile): Fields {
  return fields
}
