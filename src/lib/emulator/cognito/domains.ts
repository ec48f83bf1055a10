import type {CustomDomainConfigType} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Pool} from '../state.ts'

/** The pool that has this domain. */
export function poolByDomain({state}: Pick<Stack, 'state'>, domain: string): Pool | undefined {
  return [...state.pools.values()].find(pool => has(pool, domain))
}

/** @throws Problem `InvalidParameterException` when the domain is not this pool's. */
export function assertDomain(pool: Pool, domain: string): void {
  if (!has(pool, domain)) throw new Problem('InvalidParameterException', 'No such domain or user pool exists.')
}

/** What a request says of a domain, to be kept; what it leaves out falls back to its default. */
export function keepDomain(
  pool: Pool,
  domain: string,
  {
    ManagedLoginVersion = 1,
    CustomDomainConfig,
  }: {ManagedLoginVersion?: number | undefined; CustomDomainConfig?: CustomDomainConfigType | undefined},
): void {
  pool.domains ??= new Map()
  pool.domains.set(domain, {ManagedLoginVersion, ...(CustomDomainConfig && {CustomDomainConfig})})
}

function has({settings}: Pool, domain: string): boolean {
  return settings.Domain === domain || settings.CustomDomain === domain
}
