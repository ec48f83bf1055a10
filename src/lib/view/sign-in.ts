import {renderUnicodeCompact} from 'uqr'
import type {DeviceInvitation, Invitation} from '../grants/sign-in-request.ts'
import type {SignedIn} from '../session/begin.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'
import {timeText} from './time.ts'

/** Who is signed in, until when, and where the tokens are. */
export function signedInText(signedIn: SignedIn, now: number): string {
  const {profile, identity, expiresAt, tokens, storage} = signedIn
  const as = identity === 'default' ? '' : ` as ${safe(identity)}`
  const until = expiresAt === undefined ? undefined : timeText(Date.parse(expiresAt), now)
  const lines = [
    `${paint.green('✔')} ${person(signedIn)} with the profile ${paint.bold(safe(profile))}${as}.`,
    until === undefined
      ? undefined
      : `The access token ends ${until}${tokens.includes('refresh') ? '; it is renewed by itself' : ''}.`,
    `${named(tokens)}: ${places[storage]}.`,
  ]
  return lines.filter(line => line !== undefined).join('\n')
}

/** The page to sign in at. The address is always shown, for the browser may be elsewhere. */
export function visitText({url, opening, landing}: Invitation): string {
  if (landing !== undefined)
    return [
      `To sign in, go to:\n\n  ${safe(url)}\n`,
      `Afterwards the browser lands at an address that begins with ${safe(landing)}`,
      'and may fail to load it: paste that whole address here. It is of use to nobody but this sign-in.',
    ].join('\n')
  const what = opening ? 'Your browser is being opened. If nothing appears, go to:' : 'To sign in, go to:'
  return `${what}\n\n  ${safe(url)}\n\n${paint.dim('Waiting for you to come back…')}`
}

/** The code to enter. It is shown even when the address holds it: comparing both is what catches a swindler. */
export function enterCodeText(
  {userCode, verificationUri, verificationUriComplete, expiresInSeconds}: DeviceInvitation,
  {drawn}: {readonly drawn: boolean},
): string {
  const complete = verificationUriComplete ?? verificationUri
  return [
    'To sign in, on any device, go to:',
    `\n  ${safe(verificationUri)}\n`,
    `and enter the code ${paint.bold(safe(userCode))}`,
    ...(verificationUriComplete === undefined ? [] : [`\nor go to ${safe(complete)}\nand compare the code.`]),
    ...(drawn && complete.length <= 300 ? [`\n${renderUnicodeCompact(complete, {border: 2})}`] : []),
    `\nEnter it only if it was you who started this. It ends in ${minutes(expiresInSeconds)}.`,
    paint.dim('Waiting for your approval…'),
  ].join('\n')
}

function person({username, subject, groups}: SignedIn): string {
  const name = username ?? subject
  if (name === undefined) return 'Signed in'
  return `Signed in as ${paint.bold(safe(name))}${groups?.length ? ` (${groups.map(safe).join(', ')})` : ''}`
}

const places: Record<SignedIn['storage'], string> = {
  keyring: 'kept encrypted; the key is in the keyring of this machine',
  encrypted: 'kept encrypted with your passphrase',
  plaintext: 'kept unencrypted, in a file that only you can read',
  none: 'not kept',
}

function named(tokens: readonly string[]): string {
  const text = `${tokens.join(', ')} token${tokens.length === 1 ? '' : 's'}`
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function minutes(seconds: number): string {
  return seconds < 120 ? `${Math.round(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`
}
