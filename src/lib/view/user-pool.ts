import {renderUnicodeCompact} from 'uqr'
import {paint} from './paint.ts'
import {safe} from './safe.ts'

/** How to set up an authenticator app: a code to scan where it can be drawn, and the key to type in. */
export function authenticatorText(
  {secret, address}: {readonly secret: string; readonly address: string},
  {drawn}: {readonly drawn: boolean},
): string {
  return [
    'This pool asks for a second factor. Set up an authenticator app:',
    ...(drawn ? [`\nscan this\n\n${renderUnicodeCompact(address, {border: 2})}`] : []),
    `\n${drawn ? 'or type' : 'type'} in the key\n\n  ${paint.bold(safe(inGroups(secret)))}\n`,
    'Whoever has the key can make your codes: keep it to yourself.',
  ].join('\n')
}

/** What a pool's own challenge says in public. */
export function challengeText(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${paint.dim(`${safe(name)}:`)} ${safe(value)}`)
    .join('\n')
}

function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? ''
}
