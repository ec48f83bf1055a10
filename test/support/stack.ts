import {CognitoIdentityProviderClient} from '@aws-sdk/client-cognito-identity-provider'
import {type Emulator, type EmulatorOptions, startEmulator} from '../../src/lib/emulator/emulator.ts'

/** The demo world's pool and its public client. */
export const poolId = 'us-east-1_LocalPool'
export const clientId = 'localcli'

export interface TestStack extends Emulator {
  /** The real AWS SDK, pointed at the stack, with credentials of no account, and without retries. */
  readonly cognito: CognitoIdentityProviderClient
}

/** A running stack with an SDK client for it; `stop` ends both. */
export async function testStack(options: EmulatorOptions = {}): Promise<TestStack> {
  const stack = await startEmulator(options)
  const cognito = new CognitoIdentityProviderClient({
    endpoint: stack.url,
    region: 'us-east-1',
    credentials: {accessKeyId: 'AKIALOCALSTACK000000', secretAccessKey: 'local-stack-secret-for-this-machine-only'},
    maxAttempts: 1,
  })
  return {
    ...stack,
    cognito,
    stop: async () => {
      cognito.destroy()
      await stack.stop()
    },
  }
}
