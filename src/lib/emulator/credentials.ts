/**
 * The only AWS credentials this stack knows, for requests signed with Signature Version 4. They open nothing anywhere
 * else, which is why they may be written here; real ones must never be sent to a local stack.
 */
export const localAwsCredentials = {
  accessKeyId: 'AKIALOCALSTACK000000',
  secretAccessKey: 'local-stack-secret-for-this-machine-only',
} as const

/** The account that owns everything in the stack, as ARNs name it. */
export const localAccount = '000000000000'

/** The GraphQL API's key: `da2-` and 26 characters, as AppSync makes them. */
export const localApiKey = 'da2-localstack00000000000000000'
