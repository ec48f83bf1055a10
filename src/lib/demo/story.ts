import type {LocalStack} from '../local/local-stack.ts'

/** One step of the story: a command line of this program, and what should come of it. */
export interface Step {
  readonly step: string
  readonly title: string
  readonly line: readonly string[]
  /** What is piped in. */
  readonly input?: string
  /** What should happen; `done` unless said. */
  readonly expected?: 'done' | 'denied' | 'not_signed_in'
  /** Who knocks on which field, for the table at the end. */
  readonly door?: {readonly who: string; readonly field: string}
  /** Whether the answer says what it should. */
  readonly proves?: (answer: never) => boolean
}

/** The password Maria is created with; it opens nothing but a stack that ends with the story. */
export const password = 'Sunlit-Harbour-7'

const auditLog = '{ auditLog { who action noteId } }'
const notes = '{ notes { title author } }'

/** The whole story: a user and a group, three ways to sign in, tokens read and checked, and a field that knows who asks. */
export function story({endpoints}: LocalStack, machineSecret: string): readonly Step[] {
  return [
    {
      step: 'group-create',
      title: 'A group, made through the Cognito API',
      line: ['group', 'create', 'auditors', '--description', 'May read the audit log.'],
    },
    {
      step: 'user-create',
      title: 'A user in it',
      line: [
        ...['user', 'create', 'maria', '--email', 'maria@example.com', '--group', 'auditors'],
        ...['--password-stdin', '--permanent', '--suppress'],
      ],
      input: password,
    },
    {
      step: 'login-pkce',
      title: 'Maria signs in on the page: authorization code with PKCE over a loopback redirect',
      line: ['login', '--as', 'maria'],
      proves: ({username, groups}: {username: string; groups: string[]}) =>
        username === 'maria' && groups.includes('auditors'),
    },
    {
      step: 'token-decode',
      title: 'What her access token says',
      line: ['token', 'decode', '--as', 'maria'],
      proves: ({kind, claims}: {kind: string; claims: {aud?: unknown; token_use: string}}) =>
        kind === 'access' && claims.token_use === 'access' && claims.aud === undefined,
    },
    {
      step: 'token-verify',
      title: 'And whether it is true: signature, issuer, client, times, group',
      line: ['token', 'verify', '--as', 'maria', '--kind', 'access', '--group', 'auditors'],
      proves: ({valid}: {valid: boolean}) => valid,
    },
    {
      step: 'login-second-person',
      title: 'Linus signs in too, side by side; he is in no group',
      line: ['login', '--as', 'linus'],
      proves: ({username}: {username: string}) => username === 'linus',
    },
    {
      step: 'login-device',
      title: 'Maria signs in on a machine without a browser: device code, at the standard issuer (Cognito has none)',
      line: ['login', '--profile', 'local-standard', '--as', 'maria', '--flow', 'device'],
      proves: ({username}: {username: string}) => username === 'maria',
    },
    {
      step: 'login-machine',
      title: 'A machine signs in as itself: client credentials',
      line: ['login', '--profile', 'local-machine', '--flow', 'client-credentials', '--client-secret-stdin'],
      input: machineSecret,
      proves: ({scope}: {scope: string}) => scope.includes('notes/read'),
    },
    {
      step: 'graphql-maria',
      title: 'Maria asks for the audit log, which is guarded by group',
      line: ['graphql', auditLog, '--as', 'maria'],
      door: {who: 'maria, in auditors', field: 'auditLog'},
    },
    {
      step: 'graphql-linus',
      title: 'Linus asks for it',
      line: ['graphql', auditLog, '--as', 'linus'],
      expected: 'denied',
      door: {who: 'linus, in no group', field: 'auditLog'},
    },
    {
      step: 'graphql-linus-notes',
      title: 'Linus asks for the notes, which are for everybody who is signed in',
      line: ['graphql', notes, '--as', 'linus'],
      door: {who: 'linus, in no group', field: 'notes'},
    },
    {
      step: 'graphql-machine',
      title: 'The machine asks for the notes',
      line: ['graphql', notes, '--profile', 'local-machine', '--api', 'notes'],
      door: {who: 'the machine', field: 'notes'},
    },
    {
      step: 'graphql-stranger',
      title: 'A stranger asks for them, with a key that was never issued',
      line: ['graphql', notes, '--url', endpoints.graphql, '--auth', 'apiKey', '--credential-stdin'],
      input: 'da2-00000000000000000000000000',
      expected: 'denied',
      door: {who: 'a stranger', field: 'notes'},
    },
  ]
}
