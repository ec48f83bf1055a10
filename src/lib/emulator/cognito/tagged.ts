import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Pool} from '../state.ts'

/** The pool an ARN names. @throws Problem `ResourceNotFoundException` */
export function poolByArn({state}: Pick<Stack, 'state'>, arn: string): Pool {
  const pool = [...state.pools.values()].find(({settings}) => settings.Arn === arn)
  if (!pool) throw new Problem('ResourceNotFoundException', `Resource ${arn} does not exist.`)
  return pool
}
