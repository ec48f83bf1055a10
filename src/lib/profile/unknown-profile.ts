import {Failure} from '../failure.ts'
import type {Project} from './project.ts'
import type {Profiles} from './store.ts'

/** `profile_not_found` for a name, with the names it may have meant. */
export function unknownProfile(name: string, {profiles}: Pick<Profiles, 'profiles'>): Failure {
  const near = nearNames(name, [...profiles.keys()])
  const meant = near.length > 0 ? ` Did you mean ${near.map(known => `“${known}”`).join(' or ')}?` : ''
  return new Failure('profile_not_found', `There is no profile “${name}”.${meant}`, {
    hints: profiles.size > 0 ? ['authctl profile list'] : ['authctl init'],
  })
}

/** `profile_not_found` where nothing says whom to talk to. */
export function noProfile({profiles}: Pick<Profiles, 'profiles'>): Failure {
  if (profiles.size === 0)
    return new Failure('profile_not_found', 'No profile says whom to talk to yet.', {
      hints: ['authctl init', 'authctl emulator start'],
    })
  return new Failure('profile_not_found', 'No profile is chosen.', {
    hints: [`authctl profile use ${[...profiles.keys()][0]}`, 'authctl profile list', 'authctl init'],
  })
}

/** `profile_not_found` where only the project describes it: making it one's own is a decision, with its command. */
export function notYours(name: string, {path, fields}: Project): Failure {
  const flags = [
    ['--issuer', fields.issuer],
    ['--client-id', fields.clientId],
    ['--user-pool-id', fields.userPoolId],
    ['--region', fields.region],
    ['--endpoint', fields.endpoint],
  ].flatMap(([flag, value]) => (value === undefined ? [] : [`${flag} ${pasteable(value)}`]))
  return new Failure('profile_not_found', `${path} asks for the profile “${name}”, and you have none of that name.`, {
    hints: [['authctl profile create', name, ...flags].join(' ')],
  })
}

/** A word for a shell to take literally: the project chose it, and the person is invited to paste it. */
function pasteable(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** Names that differ from `typed` by their case, by what surrounds them, or by an edit or two. */
function nearNames(typed: string, known: readonly string[]): string[] {
  const wanted = typed.toLowerCase()
  return known
    .map(name => ({name, far: distance(wanted, name.toLowerCase())}))
    .filter(({name, far}) => far <= 2 || (wanted.length > 2 && name.toLowerCase().includes(wanted)))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({name}) => name)
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({length: b.length + 1}, (_, at) => at)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)))
    row = next
  }
  return row.at(-1) ?? 0
}
