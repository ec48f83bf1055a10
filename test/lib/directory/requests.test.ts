import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import {poolWorld} from '../../support/directory.ts'
import {type Recorder, recorder} from '../../support/recorder.ts'
import {serviceModel} from '../../support/service-model.ts'
import {poolId, type TestStack, testStack} from '../../support/stack.ts'
import {authctl, type TestWorld} from '../../support/world.ts'

/** A day of administration, each line with the status it ends with. Every request of it is held against AWS's model. */
const lines: [words: string, status?: number][] = [
  ['pool list'],
  ['pool show'],
  ['pool create staging --deletion-protection --tag team=identity --tier plus'],
  ['pool set --mfa optional --totp --name renamed --yes'],
  ['pool set --set policies.passwordPolicy.minimumLength=12 --set userPoolAddOns.advancedSecurityMode=AUDIT --yes'],
  ['pool set --set deviceConfiguration.challengeRequiredOnNewDevice=false --yes'],
  ['client list'],
  ['client show web --explain'],
  ['client create spa --add-flow code --add-scope openid --add-callback https://app.example.com/callback'],
  ['client create worker --secret --add-flow client_credentials --add-scope notes/read'],
  ['client set web --add-callback https://app.example.com/callback --add-logout https://app.example.com/ --yes'],
  ['client set cli --set accessTokenValidity=30 --set tokenValidityUnits.accessToken=minutes --yes'],
  ['client set cli --unset accessTokenValidity --yes'],
  ['client secret list web'],
  ['client secret add web --reveal-secrets'],
  ['client secret remove localweb--1 --yes', 5],
  ['resource-server list'],
  ['resource-server create https://api.example.com --add-scope read=Read'],
  ['resource-server set https://api.example.com --add-scope write --yes'],
  ['resource-server show https://api.example.com'],
  ['resource-server delete https://api.example.com --yes'],
  ['domain create acme --managed-login-version 2'],
  ['domain list'],
  ['domain set acme --managed-login-version 1 --yes'],
  ['domain delete acme --yes'],
  ['idp list'],
  ['idp show AcmeSAML'],
  ['idp set AcmeOIDC --map phone_number=phone --identifier oidc.example --yes'],
  ['idp create social Google --provider-client-id 4example --provider-secret-file secret.txt'],
  ['idp delete Google --yes'],
  ['user create rosa --email rosa@example.com --verified --group editors --suppress'],
  ['user list --status CONFIRMED'],
  ['user list --filter username="ada"'],
  ['user list --group editors'],
  ['user show ada'],
  ['user set ada --attribute nickname=Countess'],
  ['user set ada --unset nickname'],
  ['user password rosa --password-stdin --permanent'],
  ['user disable rosa'],
  ['user enable rosa'],
  ['user groups ada'],
  ['user mfa ada'],
  ['user mfa ada --disable totp'],
  ['user confirm ada', 10],
  ['user reset rosa --yes'],
  ['user sign-out ada'],
  ['user link ada --provider AcmeOIDC --subject marie'],
  ['user unlink ada --provider AcmeOIDC --yes'],
  ['user events ada'],
  ['user devices ada'],
  ['user devices ada --forget us-east-1_0f3c --yes', 5],
  ['user sessions ada'],
  ['user sessions ada --revoke tkn0123456789abcdefghijklmno --yes', 5],
  ['group list'],
  ['group create readers --description Read --precedence 5'],
  ['group set readers --precedence 6'],
  ['group add readers ada'],
  ['group members readers'],
  ['group remove readers ada'],
  ['group delete readers --yes'],
  ['user delete rosa --yes'],
  ['client delete worker --yes'],
]

/** Operations that AWS got after Debian's model was made: the SDK's own types are their judges. */
const newer = new Set([
  'AddUserPoolClientSecret',
  'AdminDeleteSoftwareToken',
  'AdminListUserSessions',
  'AdminRevokeUserSession',
  'DeleteUserPoolClientSecret',
  'ListUserPoolClientSecrets',
])

/** And members, which it therefore finds unknown. */
const newerMembers = new Set(
  [
    'CreateUserPool.UserPoolTier',
    'CreateUserPoolDomain.ManagedLoginVersion',
    'UpdateUserPool.Policies.SignInPolicy',
    'UpdateUserPool.PoolName',
    'UpdateUserPool.UserPoolTier',
    'UpdateUserPoolClient.RefreshTokenRotation',
    'UpdateUserPoolDomain.ManagedLoginVersion',
  ].map(member => `${member} is unknown`),
)
/** And one that it demands and AWS no longer does. */
newerMembers.add('UpdateUserPoolDomain.CustomDomainConfig is missing')

describe('every request of ours', () => {
  const model = serviceModel()
  let stack: TestStack
  let between: Recorder
  let world: TestWorld

  before(async function () {
    if (!model) {
      if (process.env.CI === 'true') assert.fail('apt-get install python3-boto3 brings AWS’s model of the API')
      console.log('      skipped: apt-get install python3-boto3 brings AWS’s model of the API')
      this.skip()
    }
    stack = await testStack()
    between = await recorder(stack.url)
    world = poolWorld(between, {})
    world = Object.assign(world, {terminal: {...world.terminal, readInput: async () => 'Correct-Horse-9'}})
    writeFileSync(join(world.cwd, 'secret.txt'), 'a_secret_of_the_pool_at_google')
  })
  after(async () => {
    world?.dispose()
    await between?.stop()
    await stack?.stop()
  })

  for (const [line, status = 0] of lines)
    it(`of “${line}” is as AWS’s model has it`, async () => {
      const first = between.requests.length
      const ran = await authctl(world, ...line.split(' '))
      assert.equal(ran.status, status, ran.stderr)
      const asked = between.requests.slice(first)
      assert.ok(asked.length > 0)
      for (const {operation, input} of asked)
        if (!newer.has(operation))
          assert.deepEqual(
            model?.complaints(operation, input).filter(complaint => !newerMembers.has(complaint)),
            [],
          )
    })

  it('is by an operation of the API', () => {
    const unknown = between.requests.filter(({operation}) => !model?.knows(operation) && !newer.has(operation))
    assert.deepEqual(unknown, [])
    for (const operation of newer) assert.ok(`${operation}Command` in sdk, operation)
  })

  it('would be complained about if it were wrong', () => {
    const complaints = (input: object) => model?.complaints('UpdateUserPoolClient', input)
    const whose = {UserPoolId: poolId, ClientId: 'localcli'}
    assert.deepEqual(complaints(whose), [])
    assert.deepEqual(complaints({...whose, AuthSessionValidity: 99}), [
      'UpdateUserPoolClient.AuthSessionValidity: 99 is not within 3 and 15',
    ])
    assert.deepEqual(complaints({...whose, Typo: 1}), ['UpdateUserPoolClient.Typo is unknown'])
    assert.deepEqual(complaints({ClientId: 'localcli', CallbackURLs: 'x'}), [
      'UpdateUserPoolClient.UserPoolId is missing',
      'UpdateUserPoolClient.CallbackURLs: "x" is no list',
    ])
  })
})
