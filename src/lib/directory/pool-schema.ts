import {DescribeUserPoolCommand} from '@aws-sdk/client-cognito-identity-provider'
import {type Directory, read} from './directory.ts'

/** What a pool says about every user in it. */
export interface PoolSchema {
  readonly name: string
  /** Every attribute a user can have, and whether it can be changed after creation. */
  readonly attributes: ReadonlyMap<string, {readonly mutable: boolean}>
  /** Attributes that people sign in with in place of a username, which then is made up (`UsernameAttributes`). */
  readonly namedBy: readonly string[]
  /** Whether `Ada` and `ada` are two people. */
  readonly caseSensitive: boolean
  /** About how many users there are. */
  readonly users: number
}

/** What the pool says about its users. @throws Failure `not_found`. */
export async function poolSchema(directory: Directory): Promise<PoolSchema> {
  const {UserPool = {}} = await read(directory, new DescribeUserPoolCommand({UserPoolId: directory.poolId}))
  const {Name = '', SchemaAttributes = [], UsernameAttributes = [], UsernameConfiguration} = UserPool
  return {
    name: Name,
    attributes: new Map(SchemaAttributes.map(({Name = '', Mutable = true}) => [Name, {mutable: Mutable}])),
    namedBy: UsernameAttributes,
    caseSensitive: UsernameConfiguration?.CaseSensitive !== false,
    users: UserPool.EstimatedNumberOfUsers ?? 0,
  }
}
