import type {ConnectionFlags} from '../profile/connection-flags.ts'
import {regionOfPool} from '../profile/pool.ts'
import type {Profile} from '../profile/profile.ts'
import {explainProfile, type Resolution} from '../profile/resolve.ts'
import {flagsAlone, setField} from '../whom.ts'
import type {World} from '../world/world.ts'
import {checkCallbackPorts} from './callback-ports.ts'
import {type Diagnosis, type Finding, failed, findingsOf} from './finding.ts'
import {checkFolders, checkKeyring, checkNode} from './machine.ts'
import {checkApis, checkIssuer} from './other-side.ts'

type Surroundings = Pick<World, 'env' | 'cwd' | 'folders' | 'keyring' | 'fetch' | 'clock' | 'cancelled'>

/**
 * Looks at this machine, at the profile in force and at whom it names, all at once; no question waits longer than five
 * seconds, none carries a token, and nothing is changed.
 * @throws only what cancelled it.
 */
export async function diagnose(world: Surroundings, flags: ConnectionFlags): Promise<Diagnosis> {
  const {resolution, findings: aboutProfile} = await checkProfile(world, flags)
  const profile = resolution?.profile
  const [folders, keyring, others] = await Promise.all([
    checkFolders(world),
    checkKeyring(world, profile),
    profile ? checkOthers(world, profile) : [],
  ])
  const findings = [checkNode(), ...folders, ...aboutProfile, keyring, ...others]
  return {findings, ok: findings.every(({status}) => status !== 'fail')}
}

async function checkProfile(world: Surroundings, flags: ConnectionFlags) {
  try {
    const resolution = await explainProfile(world, flags)
    return {
      resolution,
      findings: [chosen(resolution), ...checkRegion(resolution.profile), checkClient(resolution.profile)],
    }
  } catch (error) {
    return {resolution: undefined, findings: [failed('profile', error)]}
  }
}

function chosen({profile, sources, projectFile}: Resolution): Finding {
  const {ok} = findingsOf('profile')
  if (projectFile !== undefined) return ok(`${profile.name}, with ${projectFile} taking part.`)
  const by = {flag: 'named by a flag', environment: 'named by AUTHCTL_PROFILE', derived: 'made of flags alone'}
  return ok(`${profile.name}, ${by[sources.name as keyof typeof by] ?? 'your current one'}.`)
}

function checkRegion({name, userPoolId, region, endpoint}: Profile): Finding[] {
  const own = userPoolId === undefined ? undefined : regionOfPool(userPoolId)
  if (own === undefined || own === region || endpoint !== undefined) return []
  const sentence = `The pool ${userPoolId} is in ${own}, and the profile says ${region}.`
  return [
    findingsOf('region').fail(
      sentence,
      name === flagsAlone ? `pass --region ${own}` : `authctl profile set ${name} --unset region`,
    ),
  ]
}

function checkClient({name, clientId}: Profile): Finding {
  const {ok, warn} = findingsOf('client')
  return clientId === undefined
    ? warn('The profile names no client, so nobody can sign in with it.', setField({name}, '--client-id ID'))
    : ok(`${clientId}.`)
}

async function checkOthers(world: Surroundings, profile: Profile): Promise<Finding[]> {
  const [issuer, ports, apis] = await Promise.all([
    checkIssuer(world, profile),
    checkCallbackPorts(profile),
    checkApis(world, profile),
  ])
  return [...issuer, ports, ...apis]
}
