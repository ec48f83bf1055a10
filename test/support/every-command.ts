import {readFileSync} from 'node:fs'
import type {FailureCode} from '../../src/lib/failure.ts'

/** How a command line ends: with its answer, or with this code. */
export type End = 'done' | FailureCode

/** What a command line meets. `lost`: its server is a closed port, or answers in HTML. */
export interface Ends {
  readonly nowhere: End
  readonly broken: End
  readonly lost: End
}

/** One line of a command that works where all is well, in a world with the profile `work` and its session. */
export interface Line {
  readonly id: string
  readonly words: readonly string[]
  readonly ends: Ends
  /** Reads a token from standard input, and ends so over text that is none. */
  readonly tokenIn?: FailureCode
  /** Passes on what a server says, be it HTML; a failing status is its exit status. */
  readonly passesOn?: true
  /** Takes seconds: told once, to a script. */
  readonly slow?: true
  /** On standard input; TOKEN for a token. */
  readonly input?: string
}

const ends = {
  /** Needs nothing but itself. */
  alone: {nowhere: 'done', broken: 'done', lost: 'done'},
  /** Reads or changes the user's profiles; there is one called `work`. */
  profiles: {nowhere: 'profile_not_found', broken: 'config_invalid', lost: 'done'},
  /** Looks at the session that is kept, and asks no server. */
  kept: {nowhere: 'profile_not_found', broken: 'config_invalid', lost: 'done'},
  /** Asks an issuer, a user pool or an API. */
  asking: {nowhere: 'profile_not_found', broken: 'config_invalid', lost: 'unreachable'},
  /** Is about the local stack that runs, and none does. */
  stack: {nowhere: 'not_found', broken: 'not_found', lost: 'not_found'},
} as const satisfies Record<string, Ends>

type Row = readonly [id: string, kind: keyof typeof ends, words: string, more?: Partial<Line>]

/** Every command, by one line that would work. A new command needs its row here, and gets its tests by it. */
const rows: readonly Row[] = [
  ['completion', 'alone', 'bash'],
  ['demo', 'alone', '', {slow: true}],
  ['doctor', 'alone', '', {ends: {nowhere: 'differences', broken: 'differences', lost: 'differences'}}],
  ['emulator:reset', 'stack', '--yes'],
  [
    'emulator:start',
    'alone',
    '--port 0 --seed nowhere.yaml',
    {ends: {nowhere: 'usage', broken: 'usage', lost: 'usage'}},
  ],
  ['emulator:status', 'stack', ''],
  ['emulator:stop', 'stack', ''],
  ['graphql', 'asking', '{me}'],
  ['group:add', 'asking', 'admins ada'],
  ['group:create', 'asking', 'new'],
  ['group:delete', 'asking', 'admins --yes'],
  ['group:list', 'asking', ''],
  ['group:members', 'asking', 'admins'],
  ['group:remove', 'asking', 'admins ada'],
  ['group:set', 'asking', 'admins --precedence 1'],
  ['group:show', 'asking', 'admins'],
  ['help', 'alone', 'exit-codes'],
  [
    'init',
    'asking',
    '--issuer ISSUER --client-id cli --name new',
    {ends: {nowhere: 'unreachable', broken: 'config_invalid', lost: 'unreachable'}},
  ],
  ['login', 'asking', '--no-browser'],
  ['logout', 'asking', '', {ends: {nowhere: 'profile_not_found', broken: 'config_invalid', lost: 'partly_done'}}],
  ['menu', 'alone', ''],
  [
    'profile:create',
    'profiles',
    'new --issuer https://id.example.com',
    {ends: {nowhere: 'done', broken: 'config_invalid', lost: 'done'}},
  ],
  ['profile:delete', 'profiles', 'work --yes'],
  ['profile:list', 'profiles', '', {ends: {nowhere: 'done', broken: 'config_invalid', lost: 'done'}}],
  ['profile:set', 'profiles', 'work --scope openid'],
  ['profile:show', 'profiles', 'work'],
  ['profile:use', 'profiles', 'work'],
  ['rest', 'asking', 'GET /notes', {passesOn: true}],
  ['status', 'kept', ''],
  ['token:decode', 'alone', '', {input: 'TOKEN', tokenIn: 'usage'}],
  ['token:diff', 'alone', 'a.txt b.txt'],
  ['token:exchange', 'asking', '--as new', {ends: {...ends.asking, lost: 'unsupported'}}],
  ['token:introspect', 'asking', '--stored access', {ends: {...ends.asking, lost: 'unsupported'}}],
  ['token:keys', 'asking', ''],
  ['token:print', 'kept', ''],
  ['token:refresh', 'asking', ''],
  ['token:revoke', 'asking', '--stored refresh'],
  [
    'token:verify',
    'asking',
    '',
    {
      input: 'TOKEN',
      tokenIn: 'token_rejected',
      ends: {nowhere: 'usage', broken: 'config_invalid', lost: 'unreachable'},
    },
  ],
  ['user:create', 'asking', 'new --suppress'],
  ['user:delete', 'asking', 'ada --yes'],
  ['user:disable', 'asking', 'ada'],
  ['user:enable', 'asking', 'ada'],
  ['user:groups', 'asking', 'ada'],
  ['user:list', 'asking', ''],
  ['user:password', 'asking', 'ada --password-stdin', {input: 'Correct-Horse-9'}],
  ['user:set', 'asking', 'ada --email ada@example.com'],
  ['user:show', 'asking', 'ada'],
  ['whoami', 'asking', ''],
]

export const everyLine: readonly Line[] = rows.map(([id, kind, words, more]) => ({
  id,
  words: [...id.split(':'), ...words.split(' ').filter(word => word !== '')],
  ends: ends[kind],
  ...more,
}))

interface Described {
  readonly flags: Readonly<Record<string, unknown>>
  readonly enableJsonFlag?: boolean
}

/** What oclif.manifest.json says of every command. */
export const manifest: Readonly<Record<string, Described>> = JSON.parse(
  readFileSync(new URL('../../oclif.manifest.json', import.meta.url), 'utf8'),
).commands
