import type {
  AdminDisableProviderForUserRequest,
  AdminDisableProviderForUserResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {identitiesOf, setIdentities, userOfIdentity} from '../identities.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {subjectAt} from '../provider-subject.ts'

/** A person of a provider is this user no longer: at their next sign-in they are somebody new. */
export function adminDisableProviderForUser(
  stack: Stack,
  {UserPoolId, User}: Checked<AdminDisableProviderForUserRequest>,
): AdminDisableProviderForUserResponse {
  const pool = poolOf(stack, UserPoolId)
  const {providerName, userId} = subjectAt(User)
  const user = userOfIdentity(pool, providerName, userId)
  if (!user) throw new Problem('UserNotFoundException', 'User does not exist.')
  setIdentities(
    user,
    identitiesOf(user).filter(identity => identity.providerName !== providerName || identity.userId !== userId),
  )
  user.updatedAt = stack.clock.now()
  return {}
}
