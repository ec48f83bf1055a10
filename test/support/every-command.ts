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

const assertion =
  '<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"><Subject><NameID>ada</NameID></Subject><AttributeStatement>' +
  '<Attribute Name="mail"><AttributeValue>ada@example.com</AttributeValue></Attribute></AttributeStatement></Assertion>'

/** Every command, by one line that would work. A new command needs its row here, and gets its tests by it. */
const rows: readonly Row[] = [
  ['apply', 'asking', '- --yes', {input: 'version: 1\ngroups: {new: }'}],
  ['audit:list', 'alone', ''],
  ['audit:show', 'alone', '1', {ends: {nowhere: 'not_found', broken: 'not_found', lost: 'not_found'}}],
  ['audit:verify', 'alone', ''],
  ['capture', 'asking', 'pool.yaml'],
  ['client:create', 'asking', 'new'],
  ['client:delete', 'asking', 'web --yes'],
  ['client:list', 'asking', ''],
  ['client:secret:add', 'asking', 'web --reveal-secrets'],
  ['client:secret:list', 'asking', 'web'],
  ['client:secret:remove', 'asking', 'web--1 --yes'],
  ['client:secret:rotate', 'asking', 'web --reveal-secrets --yes'],
  ['client:set', 'asking', 'web --name new --yes'],
  ['client:show', 'asking', 'web --explain'],
  ['completion', 'alone', 'bash'],
  ['demo', 'alone', '', {slow: true}],
  ['doctor', 'alone', '', {ends: {nowhere: 'differences', broken: 'differences', lost: 'differences'}}],
  ['domain:create', 'asking', 'acme'],
  ['domain:delete', 'asking', 'acme --yes'],
  ['domain:list', 'asking', ''],
  ['domain:set', 'asking', 'acme --managed-login-version 2 --yes'],
  ['domain:show', 'asking', 'acme'],
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
  ['events:publish', 'asking', 'default/x {} --url ISSUER', {ends: {...ends.asking, nowhere: 'unreachable'}}],
  [
    'events:subscribe',
    'asking',
    'default/x --url ISSUER --timeout 5',
    {ends: {...ends.asking, nowhere: 'unreachable'}},
  ],
  ['graphql:schema', 'asking', ''],
  ['graphql:subscribe', 'asking', 'subscription{noteAdded{id}} --timeout 5'],
  ['matrix:diff', 'alone', 'a.json b.json', {ends: {nowhere: 'usage', broken: 'usage', lost: 'usage'}}],
  ['matrix:init', 'asking', ''],
  ['matrix:run', 'asking', '', {ends: {...ends.asking, lost: 'usage'}}],
  ['migrate:api-key', 'asking', 'nowhere.graphql', {ends: {...ends.asking, lost: 'usage'}}],
  ['help', 'alone', 'exit-codes'],
  ['idp:create:oidc', 'asking', 'Acme --issuer ISSUER --provider-client-id pool'],
  [
    'idp:create:saml',
    'asking',
    'Acme --metadata nowhere.xml',
    {ends: {nowhere: 'profile_not_found', broken: 'config_invalid', lost: 'config_invalid'}},
  ],
  ['idp:create:social', 'asking', 'Google --provider-client-id pool'],
  ['idp:delete', 'asking', 'Acme --yes'],
  ['idp:list', 'asking', ''],
  ['idp:set', 'asking', 'Acme --map email=mail --yes'],
  ['idp:show', 'asking', 'Acme'],
  [
    'init',
    'asking',
    '--issuer ISSUER --client-id cli --name new',
    {ends: {nowhere: 'unreachable', broken: 'config_invalid', lost: 'unreachable'}},
  ],
  ['login', 'asking', '--no-browser'],
  ['logout', 'asking', '', {ends: {nowhere: 'profile_not_found', broken: 'config_invalid', lost: 'partly_done'}}],
  ['menu', 'alone', ''],
  ['pool:check', 'asking', ''],
  ['pool:copy', 'asking', 'us-east-1_Work new'],
  ['plan', 'asking', '-', {input: 'version: 1\ngroups: {new: }'}],
  ['pool:create', 'asking', 'new'],
  ['pool:delete', 'asking', 'us-east-1_Work --yes'],
  ['pool:list', 'asking', ''],
  ['pool:set', 'asking', '--name new --yes'],
  ['pool:show', 'asking', ''],
  [
    'profile:create',
    'profiles',
    'new --issuer https://id.example.com',
    {ends: {nowhere: 'done', broken: 'config_invalid', lost: 'done'}},
  ],
  ['profile:delete', 'profiles', 'work --yes'],
  [
    'profile:drift',
    'profiles',
    'work',
    {ends: {nowhere: 'profile_not_found', broken: 'config_invalid', lost: 'usage'}},
  ],
  [
    'profile:import',
    'alone',
    'nowhere.json --name new',
    {ends: {nowhere: 'storage_failed', broken: 'config_invalid', lost: 'storage_failed'}},
  ],
  ['profile:list', 'profiles', '', {ends: {nowhere: 'done', broken: 'config_invalid', lost: 'done'}}],
  ['profile:set', 'profiles', 'work --scope openid'],
  ['profile:show', 'profiles', 'work'],
  ['profile:use', 'profiles', 'work'],
  ['resource-server:create', 'asking', 'notes'],
  ['resource-server:delete', 'asking', 'notes --yes'],
  ['resource-server:list', 'asking', ''],
  ['resource-server:set', 'asking', 'notes --name new --yes'],
  ['resource-server:show', 'asking', 'notes'],
  ['rest', 'asking', 'GET /notes', {passesOn: true}],
  ['saml:check', 'alone', '--map email=mail', {input: assertion, tokenIn: 'usage'}],
  ['saml:decode', 'alone', '', {input: assertion, tokenIn: 'usage'}],
  ['saml:metadata', 'asking', ''],
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
  ['user:confirm', 'asking', 'ada'],
  ['user:create', 'asking', 'new --suppress'],
  ['user:delete', 'asking', 'ada --yes'],
  ['user:devices', 'asking', 'ada'],
  ['user:disable', 'asking', 'ada'],
  ['user:enable', 'asking', 'ada'],
  ['user:events', 'asking', 'ada'],
  ['user:groups', 'asking', 'ada'],
  ['user:link', 'asking', 'ada --provider Acme --subject ada'],
  ['user:list', 'asking', ''],
  ['user:mfa', 'asking', 'ada'],
  ['user:password', 'asking', 'ada --password-stdin', {input: 'Correct-Horse-9'}],
  ['user:reset', 'asking', 'ada --yes'],
  ['user:sessions', 'asking', 'ada'],
  ['user:set', 'asking', 'ada --email ada@example.com'],
  ['user:show', 'asking', 'ada'],
  ['user:sign-out', 'asking', 'ada'],
  ['user:unlink', 'asking', 'ada --provider Acme --yes'],
  ['whoami', 'asking', ''],
]

export const everyLine: readonly Line[] = rows.map(([id, kind, words, more]) => ({
  id,
  words: [...id.split(':'), ...words.split(' ').filter(word => word !== '')],
  ends: ends[kind],
  ...more,
}))

interface Described {
  readonly description?: string
  readonly flags: Readonly<Record<string, unknown>>
  readonly enableJsonFlag?: boolean
}

/** What oclif.manifest.json says of every command. */
export const manifest: Readonly<Record<string, Described>> = JSON.parse(
  readFileSync(new URL('../../oclif.manifest.json', import.meta.url), 'utf8'),
).commands
