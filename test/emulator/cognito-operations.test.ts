import assert from 'node:assert/strict'
import {existsSync, readFileSync} from 'node:fs'
import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import {memberOf} from '../../src/lib/emulator/cognito/members.ts'
import {operations} from '../../src/lib/emulator/cognito/operations.ts'

const ours = Object.keys(operations).sort()
const theirs = Object.keys(sdk)
  .filter(name => name.endsWith('Command') && name !== '$Command')
  .map(name => name.slice(0, -'Command'.length))
  .sort()

describe('the operations of the stack', () => {
  it('are operations of the API', () => {
    assert.deepEqual(
      ours.filter(name => !theirs.includes(name)),
      [],
    )
  })

  it('are listed in docs/emulator.md, and so are those that are not there', () => {
    const page = readFileSync('docs/emulator.md', 'utf8')
    assert.deepEqual(listed(page, 'Operations that are there'), ours)
    assert.deepEqual(
      listed(page, 'Operations that are not there'),
      theirs.filter(name => !ours.includes(name)),
    )
  })
})

/** The names in code marks below a heading, up to the next heading. */
function listed(page: string, heading: string): string[] {
  const section = page.split(/^#+ /m).find(part => part.startsWith(`${heading}\n`)) ?? ''
  return [...section.matchAll(/`([A-Z]\w+)`/g)]
    .map(([, name = '']) => name)
    .filter(name => !name.endsWith('Exception'))
    .sort()
}

/** What AWS changed after Debian's model was made, as its newer models have it: operations that need no signature any more … */
const opened = new Set([
  'AssociateSoftwareToken',
  'ConfirmDevice',
  'ForgetDevice',
  'GetDevice',
  'GlobalSignOut',
  'ListDevices',
  'RevokeToken',
  'SetUserMFAPreference',
  'UpdateDeviceStatus',
  'VerifySoftwareToken',
])
/** … members that may be left out … */
const lifted = new Set([
  'ChangePassword.PreviousPassword',
  'SignUp.Password',
  'UpdateUserPoolDomain.CustomDomainConfig',
])
/** … and members whose limits moved, or which the API's own examples go beyond: domains of one's own have dots. */
const moved = new Set(['AttributeName', 'ClientSecret', 'Domain', 'FriendlyDeviceName'])

const model = '/usr/lib/python3/dist-packages/botocore/data/cognito-idp/2016-04-18/service-2.json'

/** AWS's own model, of the age that Debian ships: what it says of our operations must hold here, unless AWS changed it since. */
describe('the checks of inputs, held against the model in botocore', () => {
  if (!existsSync(model)) {
    it('needs python3-botocore', function () {
      if (process.env.CI === 'true') assert.fail(`apt-get install python3-boto3: there is no ${model}`)
      console.log('      skipped: apt-get install python3-boto3 brings the model')
      this.skip()
    })
    return
  }
  const {operations: described, shapes} = JSON.parse(readFileSync(model, 'utf8'))
  for (const name of ours.filter(name => described[name]))
    it(`${name} checks as AWS does`, () => {
      const {members = {}, required = []} = shapes[described[name].input.shape]
      const row = operations[name as keyof typeof operations]
      assert.equal(row.access, described[name].authtype === 'none' || opened.has(name) ? 'public' : 'iam')
      const still = required.filter((member: string) => !lifted.has(`${name}.${member}`))
      assert.deepEqual([...row.required].sort(), still.sort())
      for (const [member, {shape}] of Object.entries<{shape: string}>(members)) {
        const here = memberOf(name, member)
        if (here !== undefined && !moved.has(member))
          assert.deepEqual({[member]: limits(here)}, {[member]: limits(shapes[shape])})
      }
    })
})

/** The limits that are set: zero as the least is none. */
function limits(shape: {min?: number; max?: number; pattern?: string; kind?: string}): object {
  const {min, max, pattern} = shape
  return {...(min && {min}), ...(max !== undefined && {max}), ...(pattern !== undefined && {pattern})}
}
