import type {LocalStack} from '../local/local-stack.ts'
import {paint} from './paint.ts'
import {recordText} from './record.ts'
import {safe} from './safe.ts'

/** A stack that has just become ready, with what to try first. */
export function startedText(stack: LocalStack): string {
  return [
    `${paint.green('Ready.')} ${stackText(stack)}`,
    '',
    'Try, in another terminal:',
    ...['login --profile local', 'login --profile local-standard --flow device', 'user list --profile local'].map(
      command => `  ${paint.bold(`authctl ${command}`)}`,
    ),
  ].join('\n')
}

/** Where a stack is reached and who can sign in to it. */
export function stackText({url, issuer, standardIssuer, userPoolId, pid, clients, users}: LocalStack): string {
  return [
    `The local stack runs at ${paint.cyan(safe(url))} (pid ${pid}).`,
    '',
    recordText(
      [
        ['user pool', safe(userPoolId)],
        ['issuer', safe(issuer)],
        ['standard issuer', safe(standardIssuer)],
        ['graphql', safe(`${url}/graphql`)],
        ['rest', safe(`${url}/rest`)],
        ['clients', clients.map(({id, flows}) => safe(`${id} (${flows.join(', ')})`))],
        ['people', users.map(({username, groups, password}) => safe(personText(username, groups, password)))],
      ],
      '  ',
    ),
  ].join('\n')
}

function personText(username: string, groups: readonly string[], password?: string): string {
  return [username, password, groups.length > 0 ? `in ${groups.join(', ')}` : 'in no group'].filter(Boolean).join(' · ')
}
