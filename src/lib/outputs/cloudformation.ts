import type {Fact} from './fact.ts'
import {factsOf, namedValues} from './named-values.ts'
import {type Some, some, textFact} from './parts.ts'

/**
 * `aws cloudformation describe-stacks` and `describe-stack-resources`, and both in one document. Physical ids of
 * resources are certain; what outputs are called is up to their authors.
 */
export function cloudFormation(document: Some): Fact[] | undefined {
  const stacks = listed(document.Stacks)
  const resources = listed(document.StackResources ?? document.StackResourceSummaries)
  if (!stacks && !resources) return undefined
  const outputs = (stacks ?? []).flatMap(({StackName: name, Outputs: its}) =>
    (listed(its) ?? []).flatMap(output => outputFacts(output, typeof name === 'string' ? [name] : [])),
  )
  const addressed = outputs.some(fact => fact.what === 'api' && fact.kind === 'graphql')
  return [...(resources ?? []).flatMap(one => resourceFacts(one, addressed)), ...outputs]
}

/** `sam list stack-outputs --output json`: the list of outputs alone. */
export function samOutputs(document: unknown): Fact[] | undefined {
  const outputs = listed(document)
  if (!outputs || outputs.length === 0 || !outputs.every(one => typeof one.OutputKey === 'string')) return undefined
  return outputs.flatMap(output => outputFacts(output, []))
}

function outputFacts({OutputKey: key, OutputValue: value}: Some, path: readonly string[]): Fact[] {
  if (typeof key !== 'string' || typeof value !== 'string') return []
  return key === 'SSTMetadata' ? sstMetadata(value, path) : factsOf({path: [...path, key], value})
}

/** What SST v2 and v1 say of every stack, as JSON inside one output. It never names a client. */
function sstMetadata(value: string, path: readonly string[]): Fact[] {
  let document: unknown
  try {
    document = JSON.parse(value)
  } catch {
    return [{what: 'unclear', from: [...path, 'SSTMetadata'].join('.'), why: 'it is not valid JSON'}]
  }
  const {metadata} = some(document) ?? {}
  return (listed(metadata) ?? []).flatMap(({id, type, data}) => {
    const from = (field: string) => [...path, 'SSTMetadata', String(id), field].join('.')
    const {userPoolId, url, customDomainUrl, appSyncApiKey} = some(data) ?? {}
    if (type === 'Cognito') return textFact('pool', {value: userPoolId, from: from('userPoolId')})
    const address = customDomainUrl ?? url
    if ((type !== 'AppSync' && type !== 'Api') || typeof address !== 'string') return []
    const kind = type === 'AppSync' ? 'graphql' : 'rest'
    const name = typeof id === 'string' ? id : undefined
    return [
      {what: 'api', kind, value: address, from: from('url'), name} as const,
      ...textFact('apiKey', {value: appSyncApiKey, from: from('appSyncApiKey')}),
    ]
  })
}

/** A resource by its physical id. That of an AppSync API does not tell its address: an output has to. */
function resourceFacts(resource: Some, addressed: boolean): Fact[] {
  const {ResourceType: type, LogicalResourceId: logical, PhysicalResourceId: id, StackName: stack} = resource
  const from = [stack, logical].filter(part => typeof part === 'string').join('.')
  if (type === 'AWS::Cognito::UserPool') return textFact('pool', {value: id, from})
  if (type === 'AWS::Cognito::UserPoolClient') return textFact('client', {value: id, from})
  if (type === 'AWS::AppSync::GraphQLApi' && !addressed)
    return [{what: 'unclear', from, why: 'an AppSync API whose address is in no output'}]
  return []
}

/** CDK’s `outputs.json`, and that of SST v2 and v1: outputs by stack, every value a text. */
export function outputsByStack(document: Some): Fact[] | undefined {
  const stacks = Object.values(document)
  const isStack = (stack: unknown) => Object.values(some(stack) ?? {a: 1}).every(value => typeof value === 'string')
  return stacks.length > 0 && stacks.every(isStack) ? namedValues(document).flatMap(factsOf) : undefined
}

function listed(value: unknown): Some[] | undefined {
  return Array.isArray(value) ? value.map(some).filter(one => one !== undefined) : undefined
}
