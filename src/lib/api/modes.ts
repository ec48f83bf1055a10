/** How a caller proves itself, by the names this program uses everywhere; `none` proves nothing. */
export const modes = ['userPool', 'oidc', 'iam', 'apiKey', 'lambda', 'none'] as const
export type Mode = (typeof modes)[number]

/** Which modes an AppSync API accepts: one by default, others besides. */
export interface ApiModes {
  readonly default: Mode
  readonly additional: readonly Mode[]
}

/** The directive that opens a type or a field to each mode (AppSync developer guide, "Authorization and authentication"). */
export const directiveOf: Readonly<Partial<Record<Mode, string>>> = {
  userPool: 'aws_cognito_user_pools',
  oidc: 'aws_oidc',
  iam: 'aws_iam',
  apiKey: 'aws_api_key',
  lambda: 'aws_lambda',
}

/** The mode a directive opens; undefined for every other directive. */
export function modeOf(directive: string): Mode | undefined {
  return modes.find(mode => directiveOf[mode] === directive)
}
