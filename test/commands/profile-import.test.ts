import assert from 'node:assert/strict'
import {closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {profilesPath} from '../../src/lib/profile/store.ts'
import {readClientSecret} from '../../src/lib/session/client-secrets.ts'
import {type JsonServer, serve} from '../support/json-server.ts'
import {type ScriptedAnswer, scriptedAsk} from '../support/scripted-ask.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

const pool = 'eu-west-1_AbCdEf123'
const [web, machine] = ['1example23456789abcdefghij', '9example23456789abcdefghij']
const secret = '51abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklm'
const url = 'https://abcdefghijklmnopqrstuvwxyz.appsync-api.eu-west-1.amazonaws.com/graphql'
const deployed = {UserPool: pool, WebClientId: web, NotesGraphqlUrl: url}

describe('authctl profile import', () => {
  let world: TestWorld
  beforeEach(() => {
    world = testWorld()
  })
  afterEach(() => world.dispose())

  const write = (document: unknown, file = 'outputs.json') =>
    writeFileSync(join(world.cwd, file), typeof document === 'string' ? document : JSON.stringify(document))
  const run = (...argv: string[]) => authctl(world, 'profile', ...argv, '--json')
  const stops = async (status: number, code: string, ...argv: string[]) => {
    const ran = await run(...argv)
    assert.deepEqual([ran.status, ran.json().error?.code], [status, code], ran.stdout)
    return ran.json().error as {message: string; hints: string[]}
  }
  const nothingWritten = () => assert.equal(existsSync(profilesPath(world)), false)

  it('makes a profile, and remembers where each value stood', async () => {
    mkdirSync(join(world.cwd, '.sst'))
    write(deployed, '.sst/outputs.json')
    const {status, json} = await run('import', '.sst/outputs.json', '--name', 'dev')
    assert.deepEqual(
      [status, json()],
      [
        0,
        {
          name: 'dev',
          current: true,
          userPoolId: pool,
          clientId: web,
          apis: {notes: {kind: 'graphql', url, auth: 'userPool'}},
          origin: {
            kind: 'file',
            name: join(world.cwd, '.sst/outputs.json'),
            taken: {userPoolId: 'UserPool', clientId: 'WebClientId', 'apis.notes': 'NotesGraphqlUrl'},
          },
          shape: 'outputs by name (SST, Pulumi)',
          remarks: [
            {
              from: 'NotesGraphqlUrl',
              remark:
                'does not say how callers prove themselves; taken as userPool (else profile set NAME --api API --auth MODE)',
            },
          ],
        },
      ],
    )
    const shown = (await run('show', 'dev')).json()
    assert.equal(shown.issuer, `https://cognito-idp.eu-west-1.amazonaws.com/${pool}`)
  })

  it('reads standard input, with a byte order mark, and remembers no place', async () => {
    const piped = {...world, terminal: silentTerminal(`\ufeff${JSON.stringify(deployed)}`)}
    const {status, json} = await authctl(piped, 'profile', 'import', '-', '--name', 'dev', '--json')
    assert.deepEqual([status, json().clientId, json().origin], [0, web, undefined])
  })

  it('reads UTF-16, as PowerShell writes it', async () => {
    writeFileSync(join(world.cwd, 'o.json'), Buffer.from(`\ufeff${JSON.stringify(deployed)}`, 'utf16le'))
    assert.equal((await run('import', 'o.json', '--name', 'dev')).json().clientId, web)
  })

  it('keeps a client’s secret in the store, and an API key nowhere', async () => {
    const key = 'da2-12345678901234567890123456'
    write({Pool: pool, MachineClientId: machine, MachineClientSecret: secret, NotesApiKey: key})
    const env = {AUTHCTL_PASSPHRASE: 'correct horse battery staple'}
    const sealed = {...world, env}
    const {status, stdout, json} = await authctl(
      sealed,
      ...['profile', 'import', 'outputs.json', '--name', 'm', '--store', 'encrypted', '--json'],
    )
    assert.deepEqual([status, json().secretKept, json().remarks.length], [0, true, 1], stdout)
    assert.match(json().remarks[0].remark, /AUTHCTL_API_KEY/)
    const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${pool}`
    assert.equal(await readClientSecret(sealed, {name: 'm', issuer, clientId: machine, store: 'encrypted'}), secret)
    for (const said of [stdout, readFileSync(profilesPath(world), 'utf8')])
      assert.ok(!said.includes(secret) && !said.includes(key))
  })

  it('leaves a secret where no store can keep it, and says how to keep it', async () => {
    write({Pool: pool, ClientId: machine, ClientSecret: secret})
    const {status, stdout, stderr} = await authctl(world, 'profile', 'import', 'outputs.json', '--name', 'm')
    assert.equal(status, 0)
    assert.match(stderr, /^ClientSecret: left alone: .*authctl profile set m --client-secret-stdin\.\n$/)
    assert.ok(!`${stdout}${stderr}`.includes(secret))
  })

  describe('where several were deployed', () => {
    beforeEach(() => write({...deployed, MachineClientId: machine, Other: 'eu-west-1_Other1'}))

    it('names the flag in a script', async () => {
      assert.match(
        (await stops(2, 'input_required', 'import', 'outputs.json', '--name', 'x')).hints[0] ?? '',
        /--user-pool-id/,
      )
      const error = await stops(2, 'input_required', 'import', 'outputs.json', '--name', 'x', '--user-pool-id', pool)
      assert.match(`${error.hints}`, /--client-id/)
      assert.ok(error.message.includes(`${machine} (MachineClientId)`))
      nothingWritten()
    })
    it('takes what the flags say', async () => {
      const flags = ['--user-pool-id', pool, '--client-id', machine, '--endpoint', 'http://127.0.0.1:9']
      const {json} = await run('import', 'outputs.json', '--name', 'x', ...flags)
      assert.deepEqual([json().userPoolId, json().clientId, json().endpoint], [pool, machine, 'http://127.0.0.1:9'])
    })
    it('asks a person', async () => {
      const answers: ScriptedAnswer[] = [
        ['--user-pool-id ID', `UserPool  ${pool}`],
        ['--client-id ID', `WebClientId  ${web}`],
        ['--name', 'mine'],
      ]
      const ask = scriptedAsk(...answers)
      const {status, stdout, stderr} = await authctl({...world, ask}, 'profile', 'import', 'outputs.json')
      ask.done()
      assert.equal(status, 0, stderr)
      assert.match(stdout, /clientId ← WebClientId/)
    })
    it('stops with not_found for one that is not among them', async () => {
      await stops(5, 'not_found', 'import', 'outputs.json', '--name', 'x', '--user-pool-id', 'eu-west-1_Nobody')
      nothingWritten()
    })
  })

  it('stops at what cannot be used, and writes nothing', async () => {
    write('{}')
    await stops(2, 'config_invalid', 'import', 'outputs.json', '--name', 'x')
    const missing = await stops(1, 'storage_failed', 'import', 'nowhere.json', '--name', 'x')
    assert.equal(missing.message, `${join(world.cwd, 'nowhere.json')} cannot be read: it does not exist.`)
    const folder = await stops(1, 'storage_failed', 'import', '.', '--name', 'x')
    assert.equal(folder.message, `${world.cwd} cannot be read: it is a folder.`)
    const within = await stops(1, 'storage_failed', 'import', '/dev/null/x', '--name', 'x')
    assert.equal(within.message, '/dev/null/x cannot be read: a part of the path is not a folder.')
    await stops(2, 'input_required', 'import')
    write(deployed)
    await stops(2, 'input_required', 'import', 'outputs.json')
    await stops(2, 'usage', 'import', 'outputs.json', '--name', '../x')
    await stops(2, 'usage', 'import', 'outputs.json', '--stack', 'x', '--name', 'x')
    nothingWritten()
  })

  it('refuses 100 MB', async () => {
    const file = openSync(join(world.cwd, 'big.json'), 'w')
    ftruncateSync(file, 100 * 1024 * 1024)
    closeSync(file)
    assert.match((await stops(2, 'config_invalid', 'import', 'big.json', '--name', 'x')).message, /larger than 32 MiB/)
  })

  it('never runs the code in aws-exports.js', async () => {
    write(`const awsmobile = {aws_project_region: process.exit(7)}; export default awsmobile;`, 'aws-exports.js')
    await stops(2, 'config_invalid', 'import', 'aws-exports.js', '--name', 'x')
  })

  it('stops with conflict at a name that is taken', async () => {
    write(deployed)
    await run('import', 'outputs.json', '--name', 'dev')
    await stops(10, 'conflict', 'import', 'outputs.json', '--name', 'dev')
  })

  it('reads the environment of sst shell', async () => {
    const env = {SST_RESOURCE_App: '{"name":"notes","stage":"ada"}', SST_RESOURCE_Pool: JSON.stringify({id: pool})}
    const {json} = await authctl({...world, env}, 'profile', 'import', '--name', 'dev', '--json')
    assert.deepEqual([json().userPoolId, json().origin.kind, json().origin.name], [pool, 'sst', 'notes/ada'])
  })

  describe('drift', () => {
    beforeEach(async () => {
      write(deployed)
      await run('import', 'outputs.json', '--name', 'dev')
    })

    it('finds none where nothing changed, whatever the person added', async () => {
      await run(
        'set',
        'dev',
        '--scope',
        'openid',
        '--api',
        'own',
        '--url',
        'https://own.example.com',
        '--kind',
        'rest',
        '--auth',
        'iam',
      )
      const {status, json} = await run('drift')
      assert.deepEqual([status, json().same, json().differences], [0, true, []])
    })
    it('ends with 9 at what changed, went and came; an update mends it', async () => {
      await run('set', 'dev', '--scope', 'openid')
      const other = 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/prod'
      write({UserPool: pool, WebClientId: machine, ArchiveApiUrl: other})
      const {status, json} = await run('drift', 'dev')
      assert.equal(status, 9)
      assert.deepEqual(json().differences, [
        {field: 'clientId', from: 'WebClientId', profile: web, deployed: machine},
        {field: 'apis.notes', from: 'NotesGraphqlUrl', profile: {kind: 'graphql', url, auth: 'userPool'}},
        {field: 'apis.archive', from: 'ArchiveApiUrl', deployed: {kind: 'rest', url: other, auth: 'userPool'}},
      ])
      const text = (await authctl(world, 'profile', 'drift', 'dev')).stdout
      assert.match(text, /clientId: 1example\w+ → 9example/)
      const mend = text.trim().split('\n').at(-1)?.split(' ').slice(1) ?? []
      assert.equal((await authctl(world, ...mend)).status, 0, mend.join(' '))
      const {status: after} = await run('drift', 'dev')
      assert.equal(after, 0)
      const {scopes, apis} = (await run('show', 'dev')).json()
      assert.deepEqual([scopes, Object.keys(apis)], [['openid'], ['archive']])
    })
    it('says so where a profile was made by hand, and where its file went', async () => {
      await run('create', 'own', '--issuer', 'https://id.example.com')
      await stops(2, 'usage', 'drift', 'own')
      await stops(2, 'profile_not_found', 'drift', 'nobody')
      write('null')
      await stops(2, 'config_invalid', 'drift', 'dev')
    })
  })

  describe('--stack', () => {
    let server: JsonServer
    let bodies: string[]
    beforeEach(async () => {
      bodies = []
      server = await serve(async (request, response) => {
        let body = ''
        for await (const chunk of request) body += chunk
        bodies.push(`${request.headers.authorization}\n${body}`)
        const form = new URLSearchParams(body)
        const action = form.get('Action') ?? ''
        const missing = form.get('StackName') !== 'notes-prod'
        const result =
          action === 'DescribeStacks'
            ? {Stacks: [{StackName: 'notes-prod', Outputs: [{OutputKey: 'NotesUrl', OutputValue: url}]}]}
            : {
                StackResources: [
                  {
                    StackName: 'notes-prod',
                    LogicalResourceId: 'Pool1',
                    PhysicalResourceId: pool,
                    ResourceType: 'AWS::Cognito::UserPool',
                  },
                  {
                    StackName: 'notes-prod',
                    LogicalResourceId: 'Web1',
                    PhysicalResourceId: web,
                    ResourceType: 'AWS::Cognito::UserPoolClient',
                  },
                ],
              }
        response.writeHead(missing ? 400 : 200, {'content-type': 'application/json'})
        response.end(
          JSON.stringify(
            missing
              ? {
                  Error: {Code: 'ValidationError', Message: 'Stack with id x does not exist', Type: 'Sender'},
                  RequestId: '1',
                }
              : {[`${action}Response`]: {[`${action}Result`]: result}},
          ),
        )
      })
      world = testWorld({env: {AWS_ENDPOINT_URL_CLOUDFORMATION: server.origin, AWS_REGION: 'eu-west-1'}})
    })
    afterEach(() => server.stop())

    it('finds pool, client and API, asks signed, and compares with the stack later', async () => {
      const {status, json} = await run('import', '--stack', 'notes-prod', '--name', 'prod')
      assert.deepEqual([status, json().userPoolId, json().clientId, json().apis.notes.url], [0, pool, web, url])
      assert.match(bodies[0] ?? '', /^AWS4-HMAC-SHA256 Credential=\w+\/\d+\/eu-west-1\/cloudformation\/aws4_request/)
      assert.equal((await run('drift', 'prod')).status, 0)
    })
    it('stops with not_found for a stack that is not there, and input_required without a region', async () => {
      await stops(5, 'not_found', 'import', '--stack', 'nobody', '--name', 'x')
      const nowhere = {...world, env: {}}
      const ran = await authctl(nowhere, 'profile', 'import', '--stack', 'x', '--name', 'x', '--json')
      assert.deepEqual([ran.status, ran.json().error.hints], [2, ['pass --region REGION']])
    })
    it('stops with unreachable where nobody answers', async () => {
      server.stop()
      await stops(7, 'unreachable', 'import', '--stack', 'notes-prod', '--name', 'x')
    })
  })
})
