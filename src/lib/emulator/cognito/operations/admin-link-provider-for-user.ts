import type {
  AdminLinkProviderForUserRequest,
  AdminLinkProviderForUserResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {identitiesOf, setIdentities, userOfIdentity} from '../identities.ts'
import {providerOf} from '../identity-providers.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {subjectAt} from '../provider-subject.ts'

/** From now on a person of a provider is this user, and no user of their own is made for them. */
export function adminLinkProviderForUser(
  stack: Stack,
  {UserPoolId, DestinationUser, SourceUser}: Checked<AdminLinkProviderForUserRequest>,
): AdminLinkProviderForUserResponse {
  const pool = poolOf(stack, UserPoolId)
  const user = userOf(pool, DestinationUser.ProviderAttributeValue ?? '')
  const {providerName, userId} = subjectAt(SourceUser)
  const {settings} = providerOf(pool, providerName)
  const known = userOfIdentity(pool, providerName, userId)
  if (known === user) throw new Problem('InvalidParameterException', 'SourceUser is already linked to DestinationUser')
  if (known)
    throw new Problem('AliasExistsException', 'User with this identity already exists; it has signed in by itself.')
  const identities = identitiesOf(user)
  if (identities.length >= 5) throw new Problem('LimitExceededException', 'Too many identities for this user.')
  const identity = {userId, providerName, providerType: settings.ProviderType ?? '', issuer: null}
  setIdentities(user, [...identities, {...identity, primary: false, dateCreated: stack.clock.now()}])
  user.updatedAt = stack.clock.now()
  return {}
}
