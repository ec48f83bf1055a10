/// <reference path="./.sst/platform/config.d.ts" />

/** The same as cdk/, for SST v3 and later: `npx sst deploy`, then `authctl profile import .sst/outputs.json`. */
export default $config({
  app: () => ({name: 'notes', home: 'aws'}),
  async run() {
    const users = new sst.aws.CognitoUserPool('Users', {aliases: ['email']})
    for (const [name, precedence] of [
      ['editors', 10],
      ['admins', 1],
    ] as const)
      new aws.cognito.UserGroup(name, {name, precedence, userPoolId: users.id})
    const scopes = new aws.cognito.ResourceServer('NotesScopes', {
      userPoolId: users.id,
      identifier: 'notes',
      name: 'Notes API',
      scopes: [
        {scopeName: 'read', scopeDescription: 'Read notes'},
        {scopeName: 'write', scopeDescription: 'Write notes'},
      ],
    })
    const client = (name: string, args: Partial<aws.cognito.UserPoolClientArgs>) =>
      users.addClient(name, {
        transform: {
          client: (given, options) => {
            Object.assign(given, {allowedOauthFlowsUserPoolClient: true, supportedIdentityProviders: ['COGNITO']}, args)
            options.dependsOn = [scopes]
          },
        },
      })
    const people = {allowedOauthFlows: ['code'], allowedOauthScopes: ['openid', 'email', 'notes/read', 'notes/write']}
    const web = client('Web', {...people, callbackUrls: ['https://notes.example.com/callback']})
    const cli = client('Cli', {
      ...people,
      callbackUrls: [8400, 8401, 8402].map(port => `http://localhost:${port}/callback`),
      explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    })
    const machine = client('Machine', {
      generateSecret: true,
      allowedOauthFlows: ['client_credentials'],
      allowedOauthScopes: ['notes/read'],
    })

    const notes = new sst.aws.AppSync('Notes', {
      schema: 'schema.graphql',
      transform: {
        api: {
          authenticationType: 'AMAZON_COGNITO_USER_POOLS',
          userPoolConfig: {userPoolId: users.id, defaultAction: 'ALLOW'},
          additionalAuthenticationProviders: [{authenticationType: 'API_KEY'}],
        },
      },
    })
    const archive = new sst.aws.ApiGatewayV2('Archive')
    const pool = archive.addAuthorizer({
      name: 'Pool',
      jwt: {
        issuer: $interpolate`https://cognito-idp.${aws.getRegionOutput().name}.amazonaws.com/${users.id}`,
        audiences: [web.id, cli.id, machine.id],
      },
    })
    archive.route('GET /notes', 'list-notes.handler', {auth: {jwt: {authorizer: pool.id, scopes: ['notes/read']}}})

    return {
      UserPoolId: users.id,
      WebClientId: web.id,
      CliClientId: cli.id,
      MachineClientId: machine.id,
      NotesGraphqlUrl: notes.url,
      ArchiveApiUrl: archive.url,
    }
  },
})
