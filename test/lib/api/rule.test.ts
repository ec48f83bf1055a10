import assert from 'node:assert/strict'
import {buildASTSchema, type ConstDirectiveNode, parse} from 'graphql'
import type {ApiModes, Mode} from '../../../src/lib/api/modes.ts'
import {misleading, permits, ruleOf} from '../../../src/lib/api/rule.ts'

/*
 * What AppSync does with its directives, case by case. The pages are of the AppSync developer guide:
 *   authz   security-authz.html, "Using additional authorization modes" and "Fine-grained access control"
 *   pools   security-authz.html, "AMAZON_COGNITO_USER_POOLS authorization"
 */
type Caller = [mode: Mode, ...groups: string[]]
type Row = [page: 'authz' | 'pools', type: string, field: string, modes: ApiModes, caller: Caller, letIn: boolean]

const only = (mode: Mode): ApiModes => ({default: mode, additional: []})
const and = (mode: Mode, ...additional: Mode[]): ApiModes => ({default: mode, additional})
const all = and('userPool', 'apiKey', 'iam', 'oidc', 'lambda')
const key = and('apiKey', 'userPool', 'iam')

const pools = '@aws_cognito_user_pools'
const admins = '@aws_cognito_user_pools(cognito_groups: ["admins"])'
const two = '@aws_cognito_user_pools(cognito_groups: ["admins", "editors"])'
const auth = '@aws_auth(cognito_groups: ["admins"])'

const rows: Row[] = [
  // Without a directive the default mode opens, and no other.
  ['authz', '', '', only('apiKey'), ['apiKey'], true],
  ['authz', '', '', only('apiKey'), ['userPool', 'admins'], false],
  ['authz', '', '', only('iam'), ['iam'], true],
  ['authz', '', '', only('lambda'), ['lambda'], true],
  ['authz', '', '', only('oidc'), ['oidc'], true],
  ['authz', '', '', only('userPool'), ['userPool'], true],
  ['authz', '', '', all, ['userPool'], true],
  ['authz', '', '', all, ['apiKey'], false],
  ['authz', '', '', all, ['iam'], false],
  ['authz', '', '', all, ['oidc'], false],
  ['authz', '', '', all, ['lambda'], false],
  ['authz', '', '', all, ['none'], false],
  ['authz', '', '', key, ['apiKey'], true],
  ['authz', '', '', key, ['userPool', 'admins'], false],
  // A directive opens its mode, and closes the default unless that is named too.
  ['authz', '', '@aws_api_key', all, ['apiKey'], true],
  ['authz', '', '@aws_api_key', all, ['userPool', 'admins'], false],
  ['authz', '', '@aws_iam', all, ['iam'], true],
  ['authz', '', '@aws_iam', all, ['apiKey'], false],
  ['authz', '', '@aws_oidc', all, ['oidc'], true],
  ['authz', '', '@aws_oidc', all, ['userPool'], false],
  ['authz', '', '@aws_lambda', all, ['lambda'], true],
  ['authz', '', '@aws_lambda', all, ['iam'], false],
  ['authz', '', pools, all, ['userPool'], true],
  ['authz', '', pools, all, ['oidc'], false],
  ['authz', '', `${pools} @aws_iam`, all, ['iam'], true],
  ['authz', '', `${pools} @aws_iam`, all, ['userPool'], true],
  ['authz', '', `${pools} @aws_iam`, all, ['apiKey'], false],
  ['authz', '', '@aws_api_key @aws_lambda @aws_oidc', all, ['lambda'], true],
  ['authz', '', '@aws_iam', key, ['apiKey'], false],
  ['authz', '', pools, key, ['userPool'], true],
  ['authz', '', pools, key, ['apiKey'], false],
  // Groups of @aws_cognito_user_pools, where there are more modes.
  ['pools', '', admins, all, ['userPool', 'admins'], true],
  ['pools', '', admins, all, ['userPool', 'editors'], false],
  ['pools', '', admins, all, ['userPool'], false],
  ['pools', '', admins, all, ['apiKey'], false],
  ['pools', '', two, all, ['userPool', 'editors'], true],
  ['pools', '', two, all, ['userPool', 'admins', 'others'], true],
  ['pools', '', two, all, ['userPool', 'others'], false],
  ['pools', '', `${admins} @aws_iam`, all, ['iam'], true],
  ['pools', '', `${admins} @aws_iam`, all, ['userPool', 'editors'], false],
  ['pools', '', admins, key, ['userPool', 'admins'], true],
  ['pools', '', admins, key, ['apiKey'], false],
  ['pools', '', '@aws_cognito_user_pools(cognito_groups: [])', all, ['userPool', 'admins'], false],
  ['pools', '', '@aws_cognito_user_pools(cognito_groups: ["Admins"])', all, ['userPool', 'admins'], false],
  // … and where user pools are the only mode, they are not looked at.
  ['pools', '', admins, only('userPool'), ['userPool', 'editors'], true],
  ['pools', '', admins, only('userPool'), ['userPool'], true],
  ['pools', '', pools, only('userPool'), ['userPool'], true],
  // @aws_auth counts while user pools are the only mode …
  ['pools', '', auth, only('userPool'), ['userPool', 'admins'], true],
  ['pools', '', auth, only('userPool'), ['userPool', 'editors'], false],
  ['pools', '', auth, only('userPool'), ['userPool'], false],
  ['pools', '', `${auth} ${pools}`, only('userPool'), ['userPool', 'editors'], false],
  ['pools', '', auth, and('userPool', 'userPool'), ['userPool', 'editors'], false],
  // … and is ignored as soon as there is another: the field is open to the default mode.
  ['authz', '', auth, all, ['userPool', 'editors'], true],
  ['authz', '', auth, all, ['userPool'], true],
  ['authz', '', auth, all, ['apiKey'], false],
  ['authz', '', auth, key, ['apiKey'], true],
  ['authz', '', auth, key, ['userPool', 'admins'], false],
  ['authz', '', `${auth} @aws_iam`, all, ['userPool', 'admins'], false],
  ['authz', '', `${auth} ${admins}`, all, ['userPool', 'editors'], false],
  ['pools', auth, '', only('userPool'), ['userPool', 'editors'], true],
  // A type's directives stand for its fields, and a field's own replace them.
  ['authz', '@aws_api_key', '', all, ['apiKey'], true],
  ['authz', '@aws_api_key', '', all, ['userPool', 'admins'], false],
  ['authz', '@aws_api_key', pools, all, ['apiKey'], false],
  ['authz', '@aws_api_key', pools, all, ['userPool'], true],
  ['authz', `@aws_api_key ${pools}`, '@aws_iam', all, ['userPool'], false],
  ['authz', `@aws_api_key ${pools}`, '@aws_iam', all, ['iam'], true],
  ['authz', admins, '', all, ['userPool', 'admins'], true],
  ['authz', admins, '', all, ['userPool', 'editors'], false],
  ['authz', admins, pools, all, ['userPool', 'editors'], true],
  ['authz', pools, admins, all, ['userPool', 'editors'], false],
  ['authz', '@aws_iam', auth, all, ['userPool', 'admins'], false],
  ['authz', '@aws_iam', auth, all, ['iam'], true],
]

describe('who may have a field of AppSync', () => {
  for (const [page, type, field, modes, [mode, ...groups], letIn] of rows) {
    const who = [mode, ...groups].join(' ')
    const where = `${type ? `type ${type}, ` : ''}${field || 'no directive'}; ${[modes.default, ...modes.additional].join(' + ')}`
    it(`${letIn ? 'lets in' : 'refuses'} ${who}: ${where} (${page})`, () => {
      assert.equal(permits(ruleOf(guardOf(type, field), modes), mode, groups), letIn)
    })
  }
  it('has cases enough', () => assert.ok(rows.length >= 60, String(rows.length)))
})

describe('what a schema seems to say and does not', () => {
  const table: [type: string, field: string, modes: ApiModes, words: RegExp | undefined][] = [
    ['', auth, all, /@aws_auth is ignored.*admins are not asked for/],
    ['', auth, only('userPool'), undefined],
    ['', admins, only('userPool'), /groups of @aws_cognito_user_pools are ignored/],
    ['', admins, all, undefined],
    ['', pools, only('userPool'), undefined],
    [auth, '', only('userPool'), /counts on fields only/],
    [auth, '', all, /@aws_auth is ignored/],
    ['', '', all, undefined],
  ]
  for (const [type, field, modes, words] of table)
    it(`${words ? 'is told' : 'is nothing'} of ${type} / ${field} with ${modes.additional.length} additional modes`, () => {
      const told = misleading(guardOf(type, field), modes)
      if (words) assert.match(told.join(), words)
      else assert.deepEqual(told, [])
    })
})

function guardOf(
  type: string,
  field: string,
): {type: readonly ConstDirectiveNode[]; field: readonly ConstDirectiveNode[]} {
  const schema = buildASTSchema(parse(`type Query ${type} { a: Int ${field} }`), {assumeValidSDL: true})
  const query = schema.getQueryType()
  return {type: query?.astNode?.directives ?? [], field: query?.getFields().a?.astNode?.directives ?? []}
}
