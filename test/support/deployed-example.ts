import {readFileSync} from 'node:fs'
import {seed as demo, type Seed, type SeedClient} from '../../src/lib/emulator/seed.ts'

const example = new URL('../../examples/serverless-notes/', import.meta.url)

interface Resource {
  readonly Type: string
  readonly Properties: any
}

const template: {Resources: Record<string, Resource>; Outputs: Record<string, {Value: any}>} = JSON.parse(
  readFileSync(new URL('template.json', example), 'utf8'),
)

const userPoolId = 'eu-west-1_Notes0001'
/** What the machine's client is told to keep to itself. */
export const machineSecret = 'serverless_notes_machine_secret_of_this_test'

function resources(type: string): [logicalId: string, properties: any][] {
  return Object.entries(template.Resources).flatMap(([id, {Type, Properties}]) =>
    Type === type ? [[id, Properties]] : [],
  )
}

/** As long as Cognito's, and the same at each deployment: `userscli3a59536900000000000`. */
const clientId = (logicalId: string) => logicalId.toLowerCase().padEnd(26, '0').slice(0, 26)

/** The pool that the synthesised template describes; Acme's two providers are there to sign in by. */
export function seedOfExample(): Seed {
  const [[, pool] = [], ...others] = resources('AWS::Cognito::UserPool')
  if (!pool || others.length > 0) throw new Error('the template has to describe one user pool')
  const {identityProviders = []} = demo.pools[0]!
  const clients = resources('AWS::Cognito::UserPoolClient').map(
    ([id, properties]): SeedClient => ({
      id: clientId(id),
      name: id,
      flows: properties.AllowedOAuthFlows,
      scopes: properties.AllowedOAuthScopes,
      ...(properties.CallbackURLs && {callbackUrls: properties.CallbackURLs}),
      ...(properties.ExplicitAuthFlows && {authFlows: properties.ExplicitAuthFlows}),
      ...(properties.GenerateSecret
        ? {secret: machineSecret}
        : {identityProviders: [...properties.SupportedIdentityProviders, ...identityProviders.map(({name}) => name)]}),
    }),
  )
  const groups = resources('AWS::Cognito::UserPoolGroup').map(([, {GroupName, Description, Precedence}]) => ({
    name: GroupName,
    description: Description,
    precedence: Precedence,
  }))
  const resourceServers = resources('AWS::Cognito::UserPoolResourceServer').map(([, {Identifier, Name, Scopes}]) => ({
    identifier: Identifier,
    name: Name,
    scopes: Scopes.map(({ScopeName, ScopeDescription}: any) => ({name: ScopeName, description: ScopeDescription})),
  }))
  return {pools: [{id: userPoolId, name: pool.UserPoolName, groups, resourceServers, identityProviders, clients}]}
}

/** What `cdk deploy --outputs-file` would have written, had it deployed the template to this address. */
export function outputsOfExample(origin: string): object {
  const attributes: Record<string, string> = {GraphQLUrl: `${origin}/graphql`, ApiEndpoint: `${origin}/rest`}
  const value = ({Ref: ref, 'Fn::GetAtt': attribute}: any) =>
    attribute ? attributes[attribute[1]] : template.Resources[ref]?.Type.endsWith('Pool') ? userPoolId : clientId(ref)
  return {notes: Object.fromEntries(Object.entries(template.Outputs).map(([name, {Value}]) => [name, value(Value)]))}
}
