import type {CognitoIdentityProviderClient} from '@aws-sdk/client-cognito-identity-provider'

/**
 * The SDK's own retries, but not for `LimitExceededException`: the SDK takes it for throttling, while Cognito means an
 * attempt limit or a resource cap, which no wait of seconds lifts.
 */
export function withoutRetryingLimits(client: CognitoIdentityProviderClient): CognitoIdentityProviderClient {
  return withoutRetrying(client, ({name}) => name === 'LimitExceededException')
}

/** The SDK's own retries, but not for these errors. */
export function withoutRetrying(
  client: CognitoIdentityProviderClient,
  final: (error: Error) => boolean,
): CognitoIdentityProviderClient {
  const {config} = client
  const standard = config.retryStrategy
  config.retryStrategy = async () => {
    const strategy = await standard()
    if (!('refreshRetryTokenForRetry' in strategy)) return strategy
    return {
      acquireInitialRetryToken: scope => strategy.acquireInitialRetryToken(scope),
      recordSuccess: token => strategy.recordSuccess(token),
      refreshRetryTokenForRetry: (token, failed) => {
        if (failed.error && final(failed.error)) throw failed.error
        return strategy.refreshRetryTokenForRetry(token, failed)
      },
    }
  }
  return client
}
