import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Pool} from '../state.ts'

/** The pool that has this domain. */
export function poolByDomain({state}: Pick<Stack, 'state'>, domain: string): Pool | undefined {
  return [...state.pools.values()].find(({settings}) => settings.Domain === domain)
}

/** @throws Problem `InvalidParameterException` when the domain is not this pool's. */
export function assertDomain({settings}: Pool, domain: string): void {
  if (settings.Domain !== domain) throw new Problem('InvalidParameterException', 'No such domain or user pool exists.')
}
