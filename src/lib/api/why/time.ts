import {byToken, type Scene, type Suspect, sameWho} from './scene.ts'

/** Clocks differ by seconds everywhere; a minute is a fault. Milliseconds. */
const noticeable = 60_000

/** The token's time is over. */
export const ended: Suspect = scene => {
  const {claims, now, target, challenge, type} = scene
  const exp = seconds(claims?.exp)
  if (!byToken(scene) || exp === undefined || exp > now) return undefined
  return {
    likelihood: 98,
    why: `The ${target.token} token ended at ${iso(exp)}, ${span(now - exp)} ago`,
    evidence: `exp in the token, against ${iso(now)} here${challenge.description ? `; “${challenge.description}”` : type && `; ${type}`}`,
    hints: [`authctl token refresh${sameWho(scene)}`, `authctl login${sameWho(scene)}`],
  }
}

/** The token's time has not come. */
export const early: Suspect = scene => {
  const {claims, now, target} = scene
  const begin = Math.max(seconds(claims?.nbf) ?? 0, seconds(claims?.iat) ?? 0)
  if (!byToken(scene) || begin <= now + 1000) return undefined
  return {
    likelihood: 94,
    why: `The ${target.token} token is not valid before ${iso(begin)}, in ${span(begin - now)}`,
    evidence: `${seconds(claims?.nbf) === begin ? 'nbf' : 'iat'} in the token, against ${iso(now)} here`,
    hints: ['authctl doctor', `authctl token decode${sameWho(scene)}`],
  }
}

/** This machine's clock, or the server's, is wrong. */
export const skew: Suspect = scene => {
  const {skewMs = 0, now, headers, claims, type} = scene
  if (Math.abs(skewMs) < noticeable || scene.fields) return undefined
  const exp = seconds(claims?.exp)
  const decides = exp !== undefined && exp > now !== exp > now + skewMs
  const signed = scene.target.auth === 'iam' && Math.abs(skewMs) > 5 * noticeable
  return {
    likelihood: decides || signed ? 97 : /Signature|Expired/.test(type) ? 70 : 45,
    why: `This machine's clock is ${span(Math.abs(skewMs))} ${skewMs > 0 ? 'behind' : 'ahead of'} the server's${decides ? ', by which the token has ended already' : signed ? ', and AWS takes no signature that is more than five minutes off' : ''}`,
    evidence: `the answer's Date, ${headers.get('date')}, against ${iso(now)} here`,
    hints: ['authctl doctor', 'sudo timedatectl set-ntp true'],
  }
}

/** The server says that it is over, and nothing here agrees. */
export const endedThere: Suspect = scene => {
  const {said, challenge, claims, now} = scene
  const words = challenge.description ?? said
  const exp = seconds(claims?.exp)
  if (!byToken(scene) || !/expired/i.test(words) || (exp !== undefined && exp <= now)) return undefined
  return {
    likelihood: 80,
    why: 'The server holds the token for ended, though by its own claims it is not: it may ask for a younger sign-in',
    evidence: `“${words}”${exp === undefined ? '' : `, and exp is ${iso(exp)}`}`,
    hints: [`authctl token refresh${sameWho(scene)}`, `authctl login${sameWho(scene)}`],
  }
}

function seconds(claim: unknown): number | undefined {
  return typeof claim === 'number' && Math.abs(claim) < 8e12 ? claim * 1000 : undefined
}

function iso(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z')
}

/** A length of time in its largest whole unit. */
function span(ms: number): string {
  const units = [
    [86_400_000, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
    [1000, 'second'],
  ] as const
  const [length, name] = units.find(([length]) => ms >= length) ?? [1000, 'second']
  const count = Math.max(1, Math.floor(ms / length))
  return `${count} ${name}${count === 1 ? '' : 's'}`
}

/** How far the server's clock is ahead, by an answer that has just come; undefined where it does not say. */
export function skewOf(headers: Headers, now: number): Scene['skewMs'] {
  const said = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(said) ? undefined : said - now
}
