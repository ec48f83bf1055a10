import {CfnOutput, Stack, type StackProps} from 'aws-cdk-lib'
import {HttpApi, HttpMethod} from 'aws-cdk-lib/aws-apigatewayv2'
import {HttpJwtAuthorizer} from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import {HttpLambdaIntegration} from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import {AuthorizationType, Definition, GraphqlApi, MappingTemplate} from 'aws-cdk-lib/aws-appsync'
import {CfnUserPoolResourceServer, OAuthScope, UserPool, type UserPoolClientOptions} from 'aws-cdk-lib/aws-cognito'
import {Code, Function as Lambda, Runtime} from 'aws-cdk-lib/aws-lambda'
import type {Construct} from 'constructs'

const read = OAuthScope.custom('notes/read')
const write = OAuthScope.custom('notes/write')

/** A pool, its three clients, and the two APIs that it guards; the GraphQL one was guarded by an API key before. */
export class NotesStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props)
    const pool = new UserPool(this, 'Users', {
      userPoolName: 'notes',
      selfSignUpEnabled: false,
      signInAliases: {username: true, email: true},
    })
    pool.addGroup('Editors', {groupName: 'editors', description: 'May write notes.', precedence: 10})
    pool.addGroup('Admins', {groupName: 'admins', description: 'May remove them.', precedence: 1})
    const scopes = new CfnUserPoolResourceServer(this, 'NotesScopes', {
      userPoolId: pool.userPoolId,
      identifier: 'notes',
      name: 'Notes API',
      scopes: [
        {scopeName: 'read', scopeDescription: 'Read notes'},
        {scopeName: 'write', scopeDescription: 'Write notes'},
      ],
    })
    pool.addDomain('SignIn', {cognitoDomain: {domainPrefix: 'notes-example'}})
    const client = (name: string, options: UserPoolClientOptions) => {
      const made = pool.addClient(name, options)
      made.node.addDependency(scopes)
      new CfnOutput(this, `${name}ClientId`, {value: made.userPoolClientId})
      return made
    }
    const people = {flows: {authorizationCodeGrant: true}, scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, read, write]}
    const web = client('Web', {oAuth: {...people, callbackUrls: ['https://notes.example.com/callback']}})
    const cli = client('Cli', {
      authFlows: {userSrp: true},
      oAuth: {...people, callbackUrls: [8400, 8401, 8402].map(port => `http://localhost:${port}/callback`)},
    })
    const machine = client('Machine', {
      generateSecret: true,
      oAuth: {flows: {clientCredentials: true}, scopes: [read]},
    })

    const api = new GraphqlApi(this, 'Notes', {
      name: 'notes',
      definition: Definition.fromFile(new URL('../schema.graphql', import.meta.url).pathname),
      authorizationConfig: {
        defaultAuthorization: {authorizationType: AuthorizationType.USER_POOL, userPoolConfig: {userPool: pool}},
        // What guarded the API before. It goes once `authctl migrate api-key` finds nobody who needs it.
        additionalAuthorizationModes: [{authorizationType: AuthorizationType.API_KEY}],
      },
    })
    api.addNoneDataSource('Nothing').createResolver('Notes', {
      typeName: 'Query',
      fieldName: 'notes',
      requestMappingTemplate: MappingTemplate.fromString('{"version": "2018-05-29", "payload": []}'),
      responseMappingTemplate: MappingTemplate.fromString('$util.toJson($ctx.result)'),
    })

    const archive = new HttpApi(this, 'Archive', {
      defaultAuthorizer: new HttpJwtAuthorizer('Pool', pool.userPoolProviderUrl, {
        jwtAudience: [web, cli, machine].map(one => one.userPoolClientId),
      }),
      defaultAuthorizationScopes: ['notes/read'],
    })
    const handler = new Lambda(this, 'ListNotes', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => ({statusCode: 200, body: JSON.stringify({notes: []})})'),
    })
    archive.addRoutes({
      path: '/notes',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('ListNotes', handler),
    })

    new CfnOutput(this, 'UserPoolId', {value: pool.userPoolId})
    new CfnOutput(this, 'NotesGraphqlUrl', {value: api.graphqlUrl})
    new CfnOutput(this, 'ArchiveApiUrl', {value: archive.apiEndpoint})
  }
}
