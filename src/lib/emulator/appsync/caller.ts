import type {JWTPayload} from 'jose'

/** AppSync's authorization modes, by the names of its API. */
export type Mode = 'API_KEY' | 'AWS_IAM' | 'AWS_LAMBDA' | 'AMAZON_COGNITO_USER_POOLS' | 'OPENID_CONNECT'

/** Who called, as resolvers see it: AppSync's `$context.identity`, and what the mode says beyond it. */
export interface Caller {
  readonly mode: Mode
  readonly username?: string
  readonly sub?: string
  readonly groups?: readonly string[]
  readonly issuer?: string
  readonly claims?: JWTPayload
  /** Of the signer, for AWS_IAM. */
  readonly userArn?: string
  /** What the Lambda authorizer hands to resolvers. */
  readonly resolverContext?: Readonly<Record<string, string>>
  /** What the Lambda authorizer forbids: `Type.field`, or the field's ARN. */
  readonly deniedFields?: readonly string[]
}

/** The name under which a caller's deeds are written down. */
export function nameOf({username, sub, userArn, mode}: Caller): string {
  return username ?? userArn ?? sub ?? mode
}
