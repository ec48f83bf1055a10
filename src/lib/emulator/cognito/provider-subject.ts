import type {ProviderUserIdentifierType} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'

/**
 * Who is meant at a provider: by the subject alone, since the stack looks nobody up by their other attributes.
 * @throws Problem `InvalidParameterException`
 */
export function subjectAt(who: ProviderUserIdentifierType): {providerName: string; userId: string} {
  const {ProviderName, ProviderAttributeName, ProviderAttributeValue} = who
  if (!ProviderName || !ProviderAttributeValue)
    throw new Problem('InvalidParameterException', 'ProviderName and ProviderAttributeValue are required.')
  if (ProviderAttributeName !== 'Cognito_Subject')
    throw new Problem('InvalidParameterException', 'This stack knows people by Cognito_Subject only.')
  return {providerName: ProviderName, userId: ProviderAttributeValue}
}
