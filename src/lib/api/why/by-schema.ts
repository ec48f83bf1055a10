import {asWords} from '../../session/names.ts'
import {groupsIn, nameIn} from '../claims.ts'
import {type Suspect, samePool, sameWho} from './scene.ts'

/** The field is open to other modes or groups, by the schema that “graphql schema” kept. */
export const guarded: Suspect = scene => {
  const {guard, target, claims, people, identity} = scene
  if (!guard) return undefined
  const {at, rule, readAt} = guard
  const evidence = `the directives of ${at} in the schema kept on ${readAt}`
  const groups = target.auth === 'userPool' ? rule.get('userPool') : undefined
  if (groups !== undefined && !groups.some(group => groupsIn(claims).includes(group))) {
    const name = nameIn(claims) ?? 'USERNAME'
    const member = people.find(other => other.identity !== identity && other.groups?.some(one => groups.includes(one)))
    return {
      likelihood: 97,
      why: `${at} is for users in ${groups.join(' or ')}, and ${nameIn(claims) ?? 'this token'} is in ${groupsIn(claims).join(', ') || 'no group'}${member ? `; ${member.username ?? member.identity}, signed in here, is` : ''}`,
      evidence,
      hints: [
        `authctl group add ${groups[0]} ${name}${samePool(scene)}`,
        `authctl token refresh${sameWho(scene)}`,
        ...(member ? asWords(member.identity) : []),
      ],
    }
  }
  if (rule.has(target.auth)) return undefined
  const open = [...rule.keys()]
  return {
    likelihood: 97,
    why: `${at} is open to ${open.join(', ') || 'nobody'}, and was asked for with ${target.auth}`,
    evidence,
    hints: open.map(mode => `--auth ${mode}`),
  }
}
