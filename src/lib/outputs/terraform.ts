import type {Fact} from './fact.ts'
import {factsOf, namedValues} from './named-values.ts'
import {type Some, some, textFact} from './parts.ts'

/** `terraform output -json`, of OpenTofu too: outputs by name, each with its value and whether that is sensitive. */
export function terraformOutputs(document: Some): Fact[] | undefined {
  const outputs = Object.entries(document)
  if (outputs.length === 0 || !outputs.every(([, output]) => isOutput(output))) return undefined
  return outputs.flatMap(([name, output]) => namedValues(some(output)?.value, [name]).flatMap(factsOf))
}

function isOutput(output: unknown): boolean {
  const described = some(output)
  return described !== undefined && 'value' in described && typeof described.sensitive === 'boolean'
}

/** `terraform show -json`: the resources themselves, in every module. Where there are none, the outputs. */
export function terraformState(document: Some): Fact[] | undefined {
  const values = some(document.values)
  if (typeof document.format_version !== 'string' || !values) return undefined
  const found = resourcesIn(values.root_module, 0).flatMap(resourceFacts)
  if (found.some(({what}) => what === 'pool')) return found
  return [...(terraformOutputs(some(values.outputs) ?? {}) ?? []), ...found]
}

const deepestModule = 16

function resourcesIn(module: unknown, depth: number): Some[] {
  const {resources, child_modules: children} = some(module) ?? {}
  const own = Array.isArray(resources) ? resources.map(some).filter(one => one !== undefined) : []
  const below = Array.isArray(children) && depth < deepestModule ? children : []
  return [...own, ...below.flatMap(child => resourcesIn(child, depth + 1))]
}

function resourceFacts({address, type, values}: Some): Fact[] {
  const of = some(values) ?? {}
  const at = (field: string) => ({value: of[field], from: `${address}.${field}`})
  const pool = typeof of.user_pool_id === 'string' ? of.user_pool_id : undefined
  const url = some(of.uris)?.GRAPHQL
  if (type === 'aws_cognito_user_pool') return textFact('pool', at('id'))
  if (type === 'aws_cognito_user_pool_client')
    return [
      ...textFact('client', at('id')).map(fact => ({...fact, pool}) as Fact),
      ...textFact('clientSecret', at('client_secret')),
    ]
  if (type === 'aws_appsync_graphql_api' && typeof url === 'string')
    return [{what: 'api', kind: 'graphql', value: url, from: `${address}.uris.GRAPHQL`, name: nameIn(of)}]
  if (type === 'aws_appsync_api_key') return textFact('apiKey', at('key'))
  if ((type === 'aws_apigatewayv2_stage' || type === 'aws_api_gateway_stage') && typeof of.invoke_url === 'string')
    return [{what: 'api', kind: 'rest', value: of.invoke_url, from: `${address}.invoke_url`}]
  return []
}

function nameIn({name}: Some): string | undefined {
  return typeof name === 'string' ? name : undefined
}
