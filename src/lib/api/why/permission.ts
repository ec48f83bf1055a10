import {asWords} from '../../session/names.ts'
import {groupsIn, nameIn, word} from '../claims.ts'
import {type Scene, type Suspect, samePool, sameWho} from './scene.ts'

/** A scope is missing, and the server names it (RFC 6750, section 3.1). */
export const scope: Suspect = scene => {
  const {challenge, claims, people, identity} = scene
  if (challenge.error !== 'insufficient_scope') return undefined
  const name = challenge.scope ?? 'SCOPE'
  const wanted = name.split(' ')
  const holders = people.filter(
    other => other.identity !== identity && wanted.some(one => other.scope?.split(' ').includes(one)),
  )
  return {
    likelihood: 99,
    why: `The token lacks the scope ${name}; it has: ${word(claims, 'scope') ?? 'none'}${holdersOf(holders)}`,
    evidence: `insufficient_scope in www-authenticate`,
    hints: [
      ...(scene.target.token === 'id' ? ['--token access'] : []),
      `authctl login${sameWho(scene)} ${wanted.map(one => `--scope ${one}`).join(' ')}`,
      ...holders.slice(0, 1).map(holder => asWords(holder.identity).join(' ')),
    ].filter(Boolean),
  }
}

/** The sign-in is too old or too weak (RFC 9470). */
export const stepUp: Suspect = scene => {
  const {challenge} = scene
  if (challenge.error !== 'insufficient_user_authentication') return undefined
  const {acr, maxAge} = challenge
  const wanted = [...(acr ? [`--acr ${acr}`] : []), ...(maxAge ? [`--max-age ${maxAge}`] : [])].join(' ')
  return {
    likelihood: 99,
    why: 'The API wants a stronger or younger sign-in than this one',
    evidence: `insufficient_user_authentication in www-authenticate${acr ? `, acr_values ${acr}` : ''}${maxAge ? `, max_age ${maxAge}` : ''}`,
    hints: [`authctl login${sameWho(scene)} ${wanted}`.trimEnd()],
  }
}

/** The fields are for a group that the caller is not in. */
export const group: Suspect = scene => {
  const {fields, claims, target, people, identity} = scene
  if (!fields || target.auth !== 'userPool') return undefined
  const named = fieldWords(fields)
  const name = nameIn(claims)
  if (name === undefined)
    return {
      likelihood: 80,
      why: `${named} is not open to this token, which is a machine's: it has scopes and no groups, and AppSync asks for groups`,
      evidence: 'the token has neither username nor cognito:groups',
      hints: [`authctl login${sameWho(scene)}`],
    }
  const groups = groupsIn(claims)
  const has = groups.length === 0 ? 'is in no group' : `is in ${groups.join(', ')}`
  const others = people.filter(
    other => other.identity !== identity && (other.groups ?? []).some(one => !groups.includes(one)),
  )
  const elsewhere = others.map(other => `${other.username ?? other.identity} in ${other.groups?.join(', ')}`)
  return {
    likelihood: 75,
    why: `${named} is not open to ${name}, who ${has} by this token. It is for another group; a token keeps the groups it was issued with${elsewhere.length === 0 ? '' : `. Also signed in here: ${elsewhere.join('; ')}`}`,
    evidence: `cognito:groups in the token; the answer to ${named}`,
    hints: [
      `authctl group add GROUP ${name}${samePool(scene)}`,
      `authctl token refresh${sameWho(scene)}`,
      `authctl group list${samePool(scene)}`,
      ...others.slice(0, 1).map(other => asWords(other.identity).join(' ')),
    ].filter(Boolean),
  }
}

/** `notes, auditLog.who`, or the operation where the answer names no field. */
export function fieldWords(fields: readonly string[]): string {
  return fields.filter(Boolean).join(', ') || 'The operation'
}

function holdersOf(holders: Scene['people']): string {
  if (holders.length === 0) return ''
  return `. Signed in here with it: ${holders.map(({identity, username}) => username ?? identity).join(', ')}`
}
