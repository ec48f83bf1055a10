import assert from 'node:assert/strict'
import {createServer, type RequestListener, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import type {Fault} from '../../src/lib/emulator/faults.ts'
import {Failure} from '../../src/lib/failure.ts'
import {poolWorld} from '../support/directory.ts'
import {poolId, type TestStack, testStack} from '../support/stack.ts'
import {authctl, type Ran, type TestWorld, testWorld} from '../support/world.ts'

let stack: TestStack

function eachOnItsOwn(): void {
  before(async () => {
    stack = await testStack()
  })
  after(() => stack.stop())
  afterEach(() => stack.faults.clear())
}

async function show(changes = {}): Promise<Ran> {
  const world = poolWorld(stack, changes)
  try {
    return await authctl(world, 'user', 'show', 'ada', '--json')
  } finally {
    world.dispose()
  }
}

describe('a Cognito API in trouble', () => {
  eachOnItsOwn()

  const once: Fault[] = [
    {kind: 'throttle'},
    {kind: 'error'},
    {kind: 'error', status: 503},
    {kind: 'cut', when: 'before'},
  ]
  for (const fault of once)
    it(`is asked again after ${JSON.stringify(fault)}`, async () => {
      stack.faults.next('AdminGetUser', fault)
      assert.equal((await show()).status, 0)
      assert.deepEqual(stack.faults.list(), [])
    })

  const lasting: [fault: Fault, code: string, status: number, message: RegExp][] = [
    [{kind: 'throttle'}, 'throttled', 7, /^http:\S+ still asks to slow down after retries: Rate exceeded\.$/],
    [{kind: 'error'}, 'unreachable', 7, /^http:\S+ had a fault of its own: Something went wrong\.$/],
    [{kind: 'cut', when: 'before'}, 'unreachable', 7, /^http:\S+ closed the connection\.$/],
    [{kind: 'html'}, 'unreachable', 7, /^http:\S+ did not answer as the Cognito API does \(HTTP 200\)\.$/],
  ]
  for (const [fault, code, status, message] of lasting)
    it(`that stays so is ${code}: ${JSON.stringify(fault)}`, async () => {
      stack.faults.next('AdminGetUser', fault, 20)
      const ran = await show()
      const {error} = ran.json()
      assert.deepEqual([ran.status, error.code], [status, code])
      assert.match(error.message, message)
    })

  it('stops at once when the person cancels', async () => {
    stack.faults.next('AdminGetUser', {kind: 'slow', ms: 10_000})
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Failure('cancelled', 'Cancelled.')), 100)
    const began = Date.now()
    assert.equal((await show({cancelled: controller.signal})).status, 130)
    assert.ok(Date.now() - began < 5000)
  })
})

describe('an answer that is lost after the request was carried out', () => {
  eachOnItsOwn()

  let world: TestWorld
  beforeEach(() => {
    world = poolWorld(stack)
  })
  afterEach(() => world.dispose())
  const lost = (operation: string) => stack.faults.next(operation, {kind: 'cut', when: 'after'})
  const run = async (...argv: string[]) => {
    const {status, json} = await authctl(world, ...argv, '--json')
    return [status, json().error?.code]
  }

  it('does not make a user, a group or a deletion fail that was done', async () => {
    lost('AdminCreateUser')
    assert.deepEqual(await run('user', 'create', 'lost', '--email', 'lost@example.com', '--suppress'), [0, undefined])
    lost('CreateGroup')
    assert.deepEqual(await run('group', 'create', 'lost', '--description', 'Gone.'), [0, undefined])
    lost('AdminDeleteUser')
    assert.deepEqual(await run('user', 'delete', 'lost', '--yes'), [0, undefined])
    lost('DeleteGroup')
    assert.deepEqual(await run('group', 'delete', 'lost', '--yes'), [0, undefined])
    assert.deepEqual(stack.faults.list(), [])
  })
  it('does not pass somebody else’s user or group off as the new one', async () => {
    await run('user', 'create', 'taken', '--email', 'owner@example.com', '--suppress')
    await run('group', 'create', 'taken', '--precedence', '4')
    lost('AdminCreateUser')
    assert.deepEqual(await run('user', 'create', 'taken', '--email', 'x@example.com', '--suppress'), [10, 'conflict'])
    lost('CreateGroup')
    assert.deepEqual(await run('group', 'create', 'taken', '--precedence', '5'), [10, 'conflict'])
  })
  it('does not hide that there was nothing to delete', async () => {
    stack.faults.next('AdminDeleteUser', {kind: 'throttle'})
    assert.deepEqual(await run('user', 'delete', 'nobody', '--yes'), [5, 'not_found'])
  })
})

describe('a Cognito API that is another', () => {
  eachOnItsOwn()

  const servers: Server[] = []
  after(() => {
    for (const server of servers) server.close()
  })

  async function answering(listener: RequestListener): Promise<{url: string; requests: number}> {
    const seen = {url: '', requests: 0}
    const server = createServer((req, res) => {
      seen.requests += 1
      listener(req, res)
    })
    servers.push(server)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    seen.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return seen
  }

  async function listAt(url: string): Promise<{status: number; error: any}> {
    const world = testWorld({env: {AUTHCTL_ENDPOINT: url, AUTHCTL_USER_POOL_ID: poolId}})
    const {status, json} = await authctl(world, 'user', 'list', '--json')
    world.dispose()
    return {status, error: json().error}
  }

  const refusal =
    (type: string, message: string): RequestListener =>
    (_, res) => {
      res.writeHead(400, {'content-type': 'application/x-amz-json-1.1'}).end(JSON.stringify({__type: type, message}))
    }

  it('names the action that IAM refuses', async () => {
    const {url} = await answering(refusal('AccessDeniedException', 'User: arn:aws:iam::1:user/x is not authorized'))
    assert.deepEqual(await listAt(url), {
      status: 4,
      error: {
        code: 'denied',
        message: 'cognito-idp:ListUsers was refused: User: arn:aws:iam::1:user/x is not authorized.',
        hints: [
          `allow the IAM action cognito-idp:ListUsers on arn:aws:cognito-idp:us-east-1:*:userpool/${poolId}`,
          'aws sts get-caller-identity shows who AWS takes you for',
        ],
      },
    })
  })
  it('does not retry a limit that waiting does not lift', async () => {
    const server = await answering(refusal('LimitExceededException', 'Attempt limit exceeded'))
    const {status, error} = await listAt(server.url)
    assert.deepEqual([status, error.code, server.requests], [4, 'denied', 1])
  })
  for (const [type, code, status] of [
    ['ExpiredTokenException', 'session_ended', 3],
    ['UnrecognizedClientException', 'denied', 4],
    ['SomethingNewException', 'denied', 4],
    ['DuplicateProviderException', 'conflict', 10],
    ['ConcurrentModificationException', 'conflict', 10],
    ['InvalidParameterException', 'usage', 2],
    ['ScopeDoesNotExistException', 'usage', 2],
    ['LimitExceededException', 'denied', 4],
    ['TooManyRequestsException', 'throttled', 7],
    ['UserPoolAddOnNotEnabledException', 'unsupported', 2],
    ['ResourceNotFoundException', 'not_found', 5],
  ] as const)
    it(`says ${code} for ${type}`, async () => {
      const {url} = await answering(refusal(type, 'So it is.'))
      const told = await listAt(url)
      assert.deepEqual([told.status, told.error.code], [status, code])
      assert.match(told.error.message, /So it is\.$/)
    })
  it('never gets credentials of AWS', async () => {
    const ids: string[] = []
    const {url} = await answering((req, res) => {
      ids.push(/Credential=([^/]+)/.exec(String(req.headers.authorization))?.[1] ?? '')
      assert.equal(req.headers['x-amz-security-token'], undefined)
      res.writeHead(200, {'content-type': 'application/x-amz-json-1.1'}).end('{"Users":[]}')
    })
    await withVariables(
      {AWS_ACCESS_KEY_ID: 'AKIAREAL', AWS_SECRET_ACCESS_KEY: 'real', AWS_SESSION_TOKEN: 'real'},
      async () => assert.equal((await listAt(url)).status, 0),
    )
    assert.deepEqual(ids, ['AKIALOCALSTACK000000'])
  })
  it('does not get them by AWS settings either', async () => {
    const server = await answering((_, res) => res.end('{}'))
    const variables = {AWS_ACCESS_KEY_ID: 'AKIAREAL', AWS_SECRET_ACCESS_KEY: 'real', AWS_ENDPOINT_URL: server.url}
    await withVariables(variables, async () => {
      const world = testWorld({env: {AUTHCTL_USER_POOL_ID: poolId}})
      const {status, json} = await authctl(world, 'user', 'list', '--json')
      world.dispose()
      assert.deepEqual([status, json().error.code, server.requests], [2, 'config_invalid', 0])
    })
  })
  it('is unreachable where nothing listens', async () => {
    const {status, error} = await listAt('http://127.0.0.1:1')
    assert.deepEqual(
      [status, error.code, error.hints],
      [7, 'unreachable', ['authctl emulator start', 'authctl doctor']],
    )
  })
})

describe('AWS without credentials', () => {
  eachOnItsOwn()

  it('says so, and what to do', async () => {
    const none = {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
      AWS_CONFIG_FILE: '/nonexistent/config',
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_PROFILE: undefined,
    }
    await withVariables(none, async () => {
      const world = testWorld({env: {AUTHCTL_USER_POOL_ID: poolId}})
      const {status, json} = await authctl(world, 'user', 'list', '--json')
      world.dispose()
      assert.deepEqual([status, json().error.code, json().error.hints[0]], [3, 'not_signed_in', 'aws sso login'])
    })
  })
})

describe('a profile without a pool', () => {
  eachOnItsOwn()

  it('is said to have none', async () => {
    const world = testWorld({env: {AUTHCTL_ENDPOINT: 'http://127.0.0.1:1'}})
    const {status, json} = await authctl(world, 'group', 'list', '--json')
    world.dispose()
    assert.deepEqual([status, json().error.code], [2, 'config_invalid'])
  })
  it('is asked for where there is no profile at all', async () => {
    const world = testWorld()
    const {status, json} = await authctl(world, 'group', 'list', '--json')
    world.dispose()
    assert.deepEqual([status, json().error.code], [2, 'profile_not_found'])
  })
})

/** The SDK reads the process's own environment. */
async function withVariables(changes: Record<string, string | undefined>, work: () => Promise<void>): Promise<void> {
  const before = Object.keys(changes).map(name => [name, process.env[name]] as const)
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  for (const [name, value] of Object.entries(changes)) set(name, value)
  try {
    await work()
  } finally {
    for (const [name, value] of before) set(name, value)
  }
}
