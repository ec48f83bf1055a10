import type {Pool, User} from '../state.ts'
import {setAttributes} from './attributes.ts'
import {attributeOf} from './usernames.ts'

/** Where else a user is known: what the attribute `identities` holds, as JSON. */
export interface Identity {
  /** The provider's own name for the person: NameID or subject. */
  readonly userId: string
  readonly providerName: string
  readonly providerType: string
  /** Entity id of a SAML provider, null for others. */
  readonly issuer: string | null
  readonly primary: boolean
  /** Milliseconds since the epoch. */
  readonly dateCreated: number
}

export function identitiesOf(user: User): Identity[] {
  return JSON.parse(attributeOf(user, 'identities') ?? '[]')
}

/** An empty list removes the attribute. */
export function setIdentities(user: User, identities: readonly Identity[]): void {
  setAttributes(user, [{Name: 'identities', Value: identities.length === 0 ? '' : JSON.stringify(identities)}])
}

/** The user whom this provider knows under this name. */
export function userOfIdentity(pool: Pool, providerName: string, userId: string): User | undefined {
  return [...pool.users.values()].find(user =>
    identitiesOf(user).some(identity => identity.providerName === providerName && identity.userId === userId),
  )
}

/** As ID tokens carry them: everything is a string there. */
export function identityClaims(user: User): {identities?: object[]} {
  const identities = identitiesOf(user)
  if (identities.length === 0) return {}
  return {
    identities: identities.map(({primary, dateCreated, ...rest}) => ({
      ...rest,
      primary: String(primary),
      dateCreated: String(dateCreated),
    })),
  }
}
