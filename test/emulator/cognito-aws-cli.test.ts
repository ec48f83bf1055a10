import assert from 'node:assert/strict'
import {execFile, execFileSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {clientId, poolId, type TestStack, testStack} from '../support/stack.ts'

const run = promisify(execFile)
const password = 'Correct-Horse-9'

/** AWS's own tools, as Debian ships them: judges of the wire that share no code with the JavaScript SDK. */
describe('AWS’s own tools against the stack', () => {
  let stack: TestStack
  before(async () => {
    stack = await testStack()
  })
  after(() => stack.stop())

  const env = () => ({
    PATH: '/usr/bin:/bin',
    HOME: '/nonexistent',
    AWS_ACCESS_KEY_ID: 'AKIALOCALSTACK000000',
    AWS_SECRET_ACCESS_KEY: 'local-stack-secret-for-this-machine-only',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    LANG: 'C.UTF-8',
  })

  it('the AWS CLI reads the GraphQL API’s schema, with the directives that guard it', async function () {
    needs(this, '/usr/bin/aws', ['--version'], 'awscli')
    this.timeout(60_000)
    const folder = mkdtempSync(join(tmpdir(), 'authctl-schema-'))
    const schema = async (id: string, ...words: string[]) => {
      const file = join(folder, 'schema')
      const args = ['appsync', 'get-introspection-schema', '--api-id', id, ...words, file, '--endpoint-url', stack.url]
      await run('/usr/bin/aws', args, {env: env()})
      return readFileSync(file, 'utf8')
    }
    assert.match(await schema('local', '--format', 'SDL'), /auditLog: \[AuditEntry!\] @aws_cognito_user_pools/)
    assert.doesNotMatch(await schema('local', '--format', 'SDL', '--no-include-directives'), /(?<!directive) @aws_/)
    assert.ok(JSON.parse(await schema('local', '--format', 'JSON')).data.__schema.types.length > 10)
    await assert.rejects(schema('nothing', '--format', 'SDL'), /NotFoundException/)
    rmSync(folder, {recursive: true})
  })

  it('the AWS CLI administers users and signs them in', async function () {
    needs(this, '/usr/bin/aws', ['--version'], 'awscli')
    this.timeout(60_000)
    const aws = async (...args: string[]) => {
      const {stdout} = await run('/usr/bin/aws', ['cognito-idp', ...args, '--endpoint-url', stack.url], {env: env()})
      return stdout.trim() === '' ? undefined : JSON.parse(stdout)
    }
    const pool = ['--user-pool-id', poolId]
    await aws(
      'admin-create-user',
      ...pool,
      '--username',
      'rosa',
      '--user-attributes',
      'Name=email,Value=rosa@example.com',
    )
    await aws('admin-set-user-password', ...pool, '--username', 'rosa', '--password', password, '--permanent')
    const {Users} = await aws('list-users', ...pool, '--filter', 'username = "rosa"')
    assert.equal(Users[0].UserStatus, 'CONFIRMED')
    assert.ok(Math.abs(Date.parse(Users[0].UserCreateDate) - Date.now()) < 60_000)
    const {AuthenticationResult} = await aws(
      'initiate-auth',
      '--client-id',
      clientId,
      '--auth-flow',
      'USER_PASSWORD_AUTH',
      '--auth-parameters',
      `USERNAME=rosa,PASSWORD=${password}`,
    )
    const {Username} = await aws('get-user', '--access-token', AuthenticationResult.AccessToken)
    assert.equal(Username, 'rosa')
    await assert.rejects(aws('admin-get-user', ...pool, '--username', 'nobody'), (error: {stderr?: string}) => {
      assert.match(
        error.stderr ?? '',
        /An error occurred \(UserNotFoundException\) when calling the AdminGetUser operation: User does not exist\./,
      )
      return true
    })
  })

  it('boto3 pages through users, knows the exceptions by class, and signs out', async function () {
    needs(this, '/usr/bin/python3', ['-c', 'import boto3'], 'python3-boto3')
    this.timeout(60_000)
    const script = `
import boto3, json
c = boto3.client('cognito-idp', endpoint_url='${stack.url}')
pages = [len(p['Users']) for p in c.get_paginator('list_users').paginate(UserPoolId='${poolId}', Limit=2)]
sign_in = lambda password: c.initiate_auth(ClientId='${clientId}', AuthFlow='USER_PASSWORD_AUTH',
    AuthParameters={'USERNAME': 'grace', 'PASSWORD': password})
try:
    sign_in('Wrong-Horse-1'); refusal = None
except c.exceptions.NotAuthorizedException as e:
    refusal = e.response['Error']['Message']
token = sign_in('${password}')['AuthenticationResult']['AccessToken']
user = c.get_user(AccessToken=token)['Username']
c.global_sign_out(AccessToken=token)
try:
    c.get_user(AccessToken=token); after = None
except c.exceptions.NotAuthorizedException as e:
    after = e.response['Error']['Message']
print(json.dumps({'refusal': refusal, 'user': user, 'after': after, 'several': len(pages) > 1, 'most': max(pages)}))
`
    const {stdout} = await run('/usr/bin/python3', ['-c', script], {env: env()})
    assert.deepEqual(JSON.parse(stdout), {
      refusal: 'Incorrect username or password.',
      user: 'grace',
      after: 'Access Token has been revoked',
      several: true,
      most: 2,
    })
  })
})

/** Goes on where the tool is installed; elsewhere skips with a sentence, and in CI, which has to install it, fails. */
function needs(test: Mocha.Context, program: string, probe: string[], debianPackage: string): void {
  try {
    execFileSync(program, probe, {stdio: 'ignore'})
  } catch {
    const how = `apt-get install ${debianPackage} brings what this test needs`
    if (process.env.CI === 'true') assert.fail(how)
    console.log(`      skipped: ${how}`)
    test.skip()
  }
}
