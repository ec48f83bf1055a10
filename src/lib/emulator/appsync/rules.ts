import type {ConstDirectiveNode, GraphQLField, GraphQLObjectType} from 'graphql'
import type {Caller, Mode} from './caller.ts'

/** Which modes an API accepts, as its owner set them: one by default, others besides. */
export interface AuthModes {
  readonly default: Mode
  readonly additional: readonly Mode[]
}

/** For each mode that opens a field, the groups one of which the caller must be in; undefined where any caller will do. */
export type Rule = ReadonlyMap<Mode, readonly string[] | undefined>

const modeDirectives: Record<string, Mode> = {
  aws_api_key: 'API_KEY',
  aws_iam: 'AWS_IAM',
  aws_lambda: 'AWS_LAMBDA',
  aws_oidc: 'OPENID_CONNECT',
  aws_cognito_user_pools: 'AMAZON_COGNITO_USER_POOLS',
}

/**
 * Who may have this field. A field's own directives replace those of its type; without any, the default mode alone opens
 * it (AppSync developer guide, "Using additional authorization modes"). `@aws_auth` counts only while user pools are the
 * API's sole mode, and the groups of `@aws_cognito_user_pools` only while they are not.
 */
export function ruleOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, modes: AuthModes): Rule {
  const own = field.astNode?.directives ?? []
  const sole = modes.default === 'AMAZON_COGNITO_USER_POOLS' && modes.additional.length === 0
  if (sole) return new Map([[modes.default, groupsIn(own.find(({name}) => name.value === 'aws_auth'))]])

  const typeNodes = [type.astNode, ...type.extensionASTNodes]
  const fromType = typeNodes.flatMap(node => node?.directives ?? [])
  const rule = [own, fromType].map(asRule).find(({size}) => size > 0)
  return rule ?? new Map([[modes.default, undefined]])
}

/** Whether this caller may have a field under that rule. */
export function permits(rule: Rule, {mode, groups = []}: Caller): boolean {
  if (!rule.has(mode)) return false
  const wanted = rule.get(mode)
  return wanted === undefined || wanted.some(group => groups.includes(group))
}

function asRule(directives: readonly ConstDirectiveNode[]): Rule {
  return new Map(
    directives.flatMap(directive => {
      const mode = modeDirectives[directive.name.value]
      return mode === undefined ? [] : [[mode, groupsIn(directive)] as const]
    }),
  )
}

function groupsIn(directive: ConstDirectiveNode | undefined): string[] | undefined {
  const value = directive?.arguments?.find(({name}) => name.value === 'cognito_groups')?.value
  if (value?.kind !== 'ListValue') return undefined
  return value.values.flatMap(item => (item.kind === 'StringValue' ? [item.value] : []))
}
