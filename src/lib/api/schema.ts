import type {GraphQLSchema, IntrospectionQuery} from 'graphql'
import {Failure} from '../failure.ts'
import {callGraphql} from './call.ts'
import {type OwnedApi, readControlPlane} from './control-plane.ts'
import type {CredentialSource, Proving} from './credential.ts'
import {requestTo} from './graphql.ts'
import type {Target} from './target.ts'

/** A schema, and how much its source tells: only AppSync's own SDL has the directives that guard it. */
export interface Schema {
  readonly sdl: string
  readonly introspection: IntrospectionQuery
  readonly directives: boolean
}

/**
 * The schema as the API describes itself.
 * @throws Failure `denied` where introspection is switched off, and as `callGraphql` does; `unreachable` for no schema
 */
export async function introspected(world: Proving, target: Target, source: CredentialSource): Promise<Schema> {
  const {buildClientSchema, getIntrospectionQuery, printSchema} = await import('graphql')
  const request = requestTo(target, {query: getIntrospectionQuery()})
  const {answer, code, explanation} = await callGraphql(world, target, request, source)
  if (explanation) {
    const {why, ...rest} = explanation
    throw new Failure(code ?? 'denied', `${why}.`, rest)
  }
  const introspection = answer.response.data as IntrospectionQuery
  const schema = built(target.url, () => buildClientSchema(introspection))
  return {sdl: `${printSchema(schema)}\n`, introspection, directives: false}
}

/**
 * The schema with its directives, from AppSync's control plane (GetIntrospectionSchema), signed with AWS credentials.
 * @throws Failure `denied`, `not_found`, `not_signed_in`, `unreachable`, `timed_out` or `throttled`
 */
export async function controlPlaneSchema(world: Proving, api: OwnedApi): Promise<Schema> {
  const answer = await readControlPlane(world, api, {
    path: 'schema?format=SDL&includeDirectives=true',
    action: 'GetIntrospectionSchema',
    doing: 'read the schema',
  })
  const {introspectionFromSchema} = await import('graphql')
  const sdl = answer.bytes.toString('utf8')
  const schema = await schemaOf(sdl, `The schema of ${api.apiId}`)
  return {sdl, introspection: introspectionFromSchema(schema), directives: true}
}

/** SDL as a schema; AppSync's directives and scalars need not be declared in it. @throws Failure `usage` for no SDL */
export async function schemaOf(sdl: string, name: string): Promise<GraphQLSchema> {
  const {buildASTSchema, parse, concatAST} = await import('graphql')
  return built(name, () => {
    const own = parse(sdl)
    const declared = new Set(own.definitions.flatMap(one => ('name' in one && one.name ? [one.name.value] : [])))
    const {kind, definitions} = parse(appSyncs)
    const missing = definitions.filter(one => !('name' in one && one.name && declared.has(one.name.value)))
    return buildASTSchema(concatAST([{kind, definitions: missing}, own]), {assumeValidSDL: true})
  })
}

/** What AppSync adds to every schema by itself (AppSync developer guide, "Scalar types" and "Authorization"). */
const appSyncs = /* GraphQL */ `
directive @aws_api_key on OBJECT | FIELD_DEFINITION
directive @aws_iam on OBJECT | FIELD_DEFINITION
directive @aws_oidc on OBJECT | FIELD_DEFINITION
directive @aws_lambda on OBJECT | FIELD_DEFINITION
directive @aws_cognito_user_pools(cognito_groups: [String!]) on OBJECT | FIELD_DEFINITION
directive @aws_auth(cognito_groups: [String!]!) on FIELD_DEFINITION
directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
directive @aws_publish(subscriptions: [String!]!) on FIELD_DEFINITION
directive @canonical on OBJECT
directive @hidden on OBJECT | FIELD_DEFINITION
directive @renamed on OBJECT | FIELD_DEFINITION
scalar AWSDate
scalar AWSDateTime
scalar AWSEmail
scalar AWSIPAddress
scalar AWSJSON
scalar AWSPhone
scalar AWSTime
scalar AWSTimestamp
scalar AWSURL
`

function built(name: string, build: () => GraphQLSchema): GraphQLSchema {
  try {
    return build()
  } catch (cause) {
    throw new Failure('usage', `${name} gives no schema that can be read: ${(cause as Error).message}`, {cause})
  }
}
