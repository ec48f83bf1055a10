import type {Stack} from '../stack.ts'
import type {Pool} from '../state.ts'

/** A pool's name to SAML providers: what assertions have as their audience. */
export function entityIdOf({id}: Pick<Pool, 'id'>): string {
  return `urn:amazon:cognito:sp:${id}`
}

/** Where providers answer when somebody signs out. */
export function signOutAddress({origin}: Pick<Stack, 'origin'>): string {
  return `${origin}/saml2/logout`
}

/** Assertion consumer service: where responses are posted to. */
export function acsOf({origin}: Pick<Stack, 'origin'>): string {
  return `${origin}/saml2/idpresponse`
}
