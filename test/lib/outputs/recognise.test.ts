import assert from 'node:assert/strict'
import {chooseOne} from '../../../src/lib/outputs/choose.ts'
import {fieldsIn} from '../../../src/lib/outputs/fields.ts'
import {recognise} from '../../../src/lib/outputs/recognise.ts'
import {sstEnvironment} from '../../../src/lib/outputs/sst-environment.ts'
import {refusingAsk} from '../../../src/lib/world/refusing-ask.ts'

const pool = 'eu-west-1_AbCdEf123'
const client = '1example23456789abcdefghij'
const graphql = 'https://abcdefghijklmnopqrstuvwxyz.appsync-api.eu-west-1.amazonaws.com/graphql'
const rest = 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/prod'
const events = 'https://abcdefghijklmnopqrstuvwxyz.appsync-api.eu-west-1.amazonaws.com/event'
const key = 'da2-12345678901234567890123456'
const secret = '51abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklm'

const notes = {kind: 'graphql', url: graphql, auth: 'userPool'} as const
const archive = {kind: 'rest', url: rest, auth: 'userPool'} as const

/** Everything a text tells, as a profile would take it. */
async function told(text: string) {
  const deployed = recognise(text, 'outputs')
  const chosen = await chooseOne({ask: refusingAsk}, deployed, {})
  const {taken, remarks} = fieldsIn(deployed, chosen)
  const left = remarks.filter(({remark}) => remark.startsWith('left alone'))
  const fields = Object.fromEntries(taken.map(({field, value}) => [field, value]))
  return {shape: deployed.shape, fields, left: left.map(({from}) => from), secret: chosen.secret?.value}
}

const cases: readonly [
  shape: string,
  title: string,
  document: unknown,
  fields: object,
  left?: string[],
  secret?: string,
][] = [
  [
    'outputs by name (SST, Pulumi)',
    'SST v3',
    {
      UserPool: pool,
      Client: client,
      IdentityPool: 'eu-west-1:0b1c2d3e-0000-1111-2222-333344445555',
      DomainUrl: 'https://notes-dev.auth.eu-west-1.amazoncognito.com',
      api: {notes: graphql, archiveApiUrl: rest},
    },
    {userPoolId: pool, clientId: client, 'apis.notes': notes, 'apis.archive': archive},
  ],
  [
    'outputs by name (SST, Pulumi)',
    'pulumi stack output --json',
    {
      userPoolArn: `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${pool}`,
      webClientId: client,
      clientSecret: '[secret]',
    },
    {userPoolId: pool, clientId: client},
  ],
  [
    'outputs by stack (CDK, SST v2)',
    'CDK and SST v2',
    {
      'prod-notes-Auth': {UserPoolId: pool, UserPoolClientId: client, Region: 'eu-west-1'},
      'prod-notes-Api': {NotesGraphqlUrl: graphql, ApiEndpoint: rest, NotesApiKey: key},
    },
    {userPoolId: pool, clientId: client, 'apis.notes': notes, 'apis.rest': archive},
    ['prod-notes-Api.NotesApiKey'],
  ],
  [
    'CloudFormation stacks',
    'aws cloudformation describe-stacks, SSTMetadata among it',
    {
      Stacks: [
        {
          StackName: 'dev-notes',
          Outputs: [
            {OutputKey: 'ClientId', OutputValue: client, Description: 'web'},
            {
              OutputKey: 'SSTMetadata',
              OutputValue: JSON.stringify({
                app: 'notes',
                stage: 'dev',
                version: '2.49.4',
                metadata: [
                  {id: 'Auth', addr: 'c8', stack: 'dev-notes', type: 'Cognito', data: {userPoolId: pool, triggers: []}},
                  {
                    id: 'notes',
                    addr: 'c9',
                    stack: 'dev-notes',
                    type: 'AppSync',
                    data: {url: graphql, appSyncApiKey: key},
                  },
                ],
              }),
            },
          ],
        },
      ],
    },
    {userPoolId: pool, clientId: client, 'apis.notes': notes},
    ['dev-notes.SSTMetadata.notes.appSyncApiKey'],
  ],
  [
    'CloudFormation stacks',
    'aws cloudformation describe-stack-resources',
    {
      StackResources: [
        {StackName: 's', LogicalResourceId: 'Pool', PhysicalResourceId: pool, ResourceType: 'AWS::Cognito::UserPool'},
        {
          StackName: 's',
          LogicalResourceId: 'Web',
          PhysicalResourceId: client,
          ResourceType: 'AWS::Cognito::UserPoolClient',
        },
      ],
    },
    {userPoolId: pool, clientId: client},
  ],
  [
    'CloudFormation stacks',
    'an AppSync API that no output gives the address of',
    {
      Stacks: [{StackName: 's', Outputs: [{OutputKey: 'UserPoolId', OutputValue: pool}]}],
      StackResources: [
        {
          StackName: 's',
          LogicalResourceId: 'Notes',
          PhysicalResourceId: 'arn:aws:appsync:eu-west-1:123456789012:apis/x',
          ResourceType: 'AWS::AppSync::GraphQLApi',
        },
      ],
    },
    {userPoolId: pool},
    ['s.Notes'],
  ],
  [
    'SAM stack outputs',
    'sam list stack-outputs --output json',
    [
      {OutputKey: 'UserPoolId', OutputValue: pool, Description: '-'},
      {OutputKey: 'AppClientId', OutputValue: client},
      {OutputKey: 'ArchiveApi', OutputValue: rest},
    ],
    {userPoolId: pool, clientId: client, 'apis.archive': archive},
  ],
  [
    'Terraform outputs',
    'terraform output -json',
    {
      user_pool_id: {sensitive: false, type: 'string', value: pool},
      client: {
        sensitive: true,
        type: ['object', {id: 'string', secret: 'string'}],
        value: {client_id: client, client_secret: secret},
      },
    },
    {userPoolId: pool, clientId: client},
    [],
    secret,
  ],
  [
    'Terraform state',
    'terraform show -json, in a module',
    {
      format_version: '1.0',
      values: {
        outputs: {},
        root_module: {
          resources: [
            {
              address: 'aws_appsync_graphql_api.notes',
              type: 'aws_appsync_graphql_api',
              values: {name: 'notes', uris: {GRAPHQL: graphql}},
            },
          ],
          child_modules: [
            {
              resources: [
                {address: 'module.auth.aws_cognito_user_pool.this', type: 'aws_cognito_user_pool', values: {id: pool}},
                {
                  address: 'module.auth.aws_cognito_user_pool_client.web',
                  type: 'aws_cognito_user_pool_client',
                  values: {id: client, user_pool_id: pool, client_secret: secret},
                },
              ],
            },
          ],
        },
      },
    },
    {userPoolId: pool, clientId: client, 'apis.notes': notes},
    [],
    secret,
  ],
  [
    'Amplify Gen 1 configuration',
    'amplifyconfiguration.json',
    {
      aws_project_region: 'eu-west-1',
      aws_user_pools_id: pool,
      aws_user_pools_web_client_id: client,
      oauth: {
        domain: 'x.auth.eu-west-1.amazoncognito.com',
        scope: ['openid', 'email'],
        redirectSignIn: 'http://localhost:3000/,https://example.com/',
      },
      aws_appsync_graphqlEndpoint: graphql,
      aws_appsync_authenticationType: 'API_KEY',
      aws_appsync_apiKey: key,
      aws_cloud_logic_custom: [{name: 'archive', endpoint: rest, region: 'eu-west-1'}],
    },
    {
      userPoolId: pool,
      clientId: client,
      scopes: ['openid', 'email'],
      redirectUris: ['http://localhost:3000/', 'https://example.com/'],
      'apis.graphql': {...notes, auth: 'apiKey'},
      'apis.archive': archive,
    },
    ['aws_appsync_apiKey'],
  ],
  [
    'Amplify configuration for iOS or Android',
    'amplifyconfiguration.json of a phone',
    {
      auth: {
        plugins: {
          awsCognitoAuthPlugin: {CognitoUserPool: {Default: {PoolId: pool, AppClientId: client, Region: 'eu-west-1'}}},
        },
      },
    },
    {userPoolId: pool, clientId: client},
  ],
  ...['1', '1.1', '1.2', '1.3', '1.4', '1.5']
    .map(
      version =>
        [
          'Amplify Gen 2 outputs',
          `amplify_outputs.json ${version}`,
          {
            version,
            auth: {
              aws_region: 'eu-west-1',
              user_pool_id: pool,
              user_pool_client_id: client,
              oauth: {scopes: ['openid'], redirect_sign_in_uri: ['http://localhost:3000/']},
            },
            data: {
              aws_region: 'eu-west-1',
              url: graphql,
              api_key: key,
              default_authorization_type: 'AMAZON_COGNITO_USER_POOLS',
              authorization_types: ['API_KEY'],
            },
            custom: {events: {url: events, aws_region: 'eu-west-1', default_authorization_type: 'AWS_IAM'}},
          },
          {
            userPoolId: pool,
            clientId: client,
            scopes: ['openid'],
            redirectUris: ['http://localhost:3000/'],
            'apis.graphql': notes,
            'apis.events': {kind: 'events', url: events, auth: 'iam'},
          },
          ['data.api_key'],
        ] as const,
    )
    .map(
      ([shape, title, document, fields, left]) =>
        [shape, title, document, fields, [...left]] as [string, string, unknown, object, string[]],
    ),
]

const script = `/* eslint-disable */
// WARNING: DO NOT EDIT.

const awsmobile = {
    "aws_project_region": "eu-west-1", // here
    'aws_user_pools_id': '${pool}',
    aws_user_pools_web_client_id: \`${client}\`,
    "oauth": {}, "aws_cognito_social_providers": [], "n": -1.5, "u": undefined, "__proto__": {"x": 1},
};

export default awsmobile;
`

describe('outputs', () => {
  for (const [shape, title, document, fields, left = [], kept] of cases)
    it(`tells ${title}`, async () => {
      assert.deepEqual(await told(JSON.stringify(document)), {shape, fields, left, secret: kept})
    })

  for (const [title, text] of [
    ['as Amplify writes it', script],
    ['with CRLF', script.replaceAll('\n', '\r\n')],
    ['as CommonJS', script.replace('export default awsmobile', 'module.exports = awsmobile')],
    [
      'as a bare export',
      script.replace('const awsmobile =', 'export default').replace('export default awsmobile;', ''),
    ],
  ] as const)
    it(`reads aws-exports.js ${title}`, async () => {
      assert.deepEqual((await told(text)).fields, {userPoolId: pool, clientId: client})
    })

  const code = [
    'const awsmobile = {aws_project_region: process.exit(7)}; export default awsmobile;',
    'const awsmobile = {aws_project_region: globalThis.owned = 1}; export default awsmobile;',
    'const awsmobile = {"a": `$' + '{process.exit(7)}`}; export default awsmobile;',
    'const awsmobile = {get a() { return 1 }}; export default awsmobile;',
    'const awsmobile = {["a"]: 1}; export default awsmobile;',
    'const awsmobile = {...process.env}; export default awsmobile;',
    'import x from "x"; const awsmobile = {}; export default awsmobile;',
    'const awsmobile = {}; process.exit(7); export default awsmobile;',
    'const awsmobile = {}; export default awsmobile; process.exit(7)',
    'const awsmobile = {}; export default other;',
    'const awsmobile = {',
    `const awsmobile = ${'{"a":'.repeat(100)}`,
    `${'/**/'.repeat(20_000)}!`,
    `${'/*'.repeat(100_000)}`,
    'process.exit(7)',
    '<html></html>',
  ]
  for (const text of code)
    it(`refuses, and never runs, ${text.slice(0, 80)}`, () => {
      const started = performance.now()
      assert.throws(() => recognise(text, 'x.js'), {code: 'config_invalid'})
      assert.ok(performance.now() - started < 2000)
    })

  for (const text of ['', ' ', 'null', '[]', '[1]', '7', '"x"', '{', '{"a":1}}', '['.repeat(200_000)])
    it(`refuses ${text.slice(0, 20) || 'nothing at all'}`, () => {
      assert.throws(() => recognise(text, 'outputs.json'), {code: 'config_invalid'})
    })

  it('reads no further than tools write, and no secret out of a stranger’s depth', async () => {
    const deep = `${'{"a":'.repeat(100_000)}"${pool}"${'}'.repeat(100_000)}`
    assert.deepEqual((await told(deep)).fields, {})
  })
  it('takes the names of prototypes for names', async () => {
    const text = `{"__proto__":{"UserPool":"${pool}"},"constructor":"${graphql}","toString":{"client_id":"${client}"}}`
    const {fields} = await told(text)
    assert.deepEqual(fields, {userPoolId: pool, clientId: client, 'apis.constructor-api': notes})
    assert.equal(({} as {UserPool?: string}).UserPool, undefined)
  })
  it('sends nothing anywhere over plain http, and says so', async () => {
    const {fields, left} = await told(JSON.stringify({api: 'http://api.example.com/graphql', UserPool: pool}))
    assert.deepEqual([fields, left], [{userPoolId: pool}, ['api']])
  })
  it('gives each client its own secret', async () => {
    const other = '9example23456789abcdefghij'
    const deployed = recognise(
      JSON.stringify({WebClientId: client, MachineClientId: other, MachineClientSecret: secret}),
      'outputs',
    )
    const machine = await chooseOne({ask: refusingAsk}, deployed, {'client-id': other})
    const web = await chooseOne({ask: refusingAsk}, deployed, {'client-id': client})
    assert.deepEqual([machine.secret?.value, web.secret], [secret, undefined])
  })
  it('finds the resources of sst shell', async () => {
    const env = {
      SST_RESOURCE_App: '{"name":"notes","stage":"ada"}',
      SST_RESOURCE_Pool: JSON.stringify({id: pool}),
      SST_RESOURCE_Web: JSON.stringify({id: 'localcli', secret}),
      SST_RESOURCE_Notes: JSON.stringify({url: graphql}),
      SST_RESOURCE_Archive: JSON.stringify({url: rest}),
      SST_RESOURCE_Broken: '{',
    }
    const windows = {
      SST_RESOURCES_JSON: JSON.stringify(
        Object.fromEntries(
          Object.entries(env)
            .filter(([name]) => name !== 'SST_RESOURCE_Broken')
            .map(([name, text]) => [name.slice('SST_RESOURCE_'.length), JSON.parse(text)]),
        ),
      ),
    }
    for (const one of [env, windows]) {
      const found = sstEnvironment(one)
      assert.ok(found)
      assert.equal(found.app, 'notes/ada')
      const chosen = await chooseOne({ask: refusingAsk}, found, {})
      assert.deepEqual(Object.fromEntries(fieldsIn(found, chosen).taken.map(({field, value}) => [field, value])), {
        userPoolId: pool,
        clientId: 'localcli',
        'apis.notes': notes,
        'apis.archive': archive,
      })
      assert.equal(chosen.secret?.value, secret)
    }
    assert.equal(sstEnvironment({}), undefined)
  })
})
