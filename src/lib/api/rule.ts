import type {ConstDirectiveNode} from 'graphql'
import {type ApiModes, type Mode, modeOf} from './modes.ts'

/** For each mode that opens a field, the groups one of which the caller must be in; undefined where any caller will do. */
export type Rule = ReadonlyMap<Mode, readonly string[] | undefined>

type Directives = readonly ConstDirectiveNode[]

/**
 * Who may have a field, by its own directives and those of its type (AppSync developer guide, "Using additional
 * authorization modes"):
 *
 * - A field's own directives replace those of its type; where there are none on either, the default mode alone opens it.
 * - `@aws_auth` counts only while user pools are the API's sole mode, and is ignored as soon as there is another.
 * - The groups of `@aws_cognito_user_pools` count only while there is another mode; alone, it opens to every user.
 */
export function ruleOf({field, type}: {readonly field: Directives; readonly type: Directives}, modes: ApiModes): Rule {
  if (isSole(modes)) return new Map([[modes.default, groupsIn(named(field, 'aws_auth'))]])
  const rule = [field, type].map(asRule).find(({size}) => size > 0)
  return rule ?? new Map([[modes.default, undefined]])
}

/** Whether somebody in these groups, by this mode, is let in. */
export function permits(rule: Rule, mode: Mode, groups: readonly string[] = []): boolean {
  if (!rule.has(mode)) return false
  const wanted = rule.get(mode)
  return wanted === undefined || wanted.some(group => groups.includes(group))
}

/** What somebody who reads the schema would believe, and AppSync does not do. */
export function misleading(
  {field, type}: {readonly field: Directives; readonly type: Directives},
  modes: ApiModes,
): string[] {
  const auth = named(field, 'aws_auth') ?? named(type, 'aws_auth')
  const pools = named(field, 'aws_cognito_user_pools')
  const sole = isSole(modes)
  return [
    ...(auth && !sole
      ? [
          `@aws_auth is ignored while the API accepts more than user pools: ${groupsIn(auth)?.join(', ') || 'its groups'} are not asked for`,
        ]
      : []),
    ...(named(type, 'aws_auth') && sole ? ['@aws_auth counts on fields only, and this one is on the type'] : []),
    ...(sole && pools && groupsIn(pools)
      ? ['the groups of @aws_cognito_user_pools are ignored while user pools are the only mode: every user is let in']
      : []),
  ]
}

function isSole({default: mode, additional}: ApiModes): boolean {
  return mode === 'userPool' && additional.every(other => other === 'userPool')
}

function asRule(directives: Directives): Rule {
  return new Map(
    directives.flatMap(directive => {
      const mode = modeOf(directive.name.value)
      return mode === undefined ? [] : [[mode, mode === 'userPool' ? groupsIn(directive) : undefined] as const]
    }),
  )
}

function named(directives: Directives, name: string): ConstDirectiveNode | undefined {
  return directives.find(directive => directive.name.value === name)
}

/** The groups a directive names; undefined where it names none. */
function groupsIn(directive: ConstDirectiveNode | undefined): string[] | undefined {
  const value = directive?.arguments?.find(({name}) => name.value === 'cognito_groups')?.value
  if (value?.kind === 'StringValue') return [value.value]
  if (value?.kind !== 'ListValue') return undefined
  return value.values.flatMap(item => (item.kind === 'StringValue' ? [item.value] : []))
}
