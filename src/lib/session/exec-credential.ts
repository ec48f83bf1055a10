import type {Environment} from '../world/world.ts'
import type {BareToken} from './show-token.ts'

/** What kubectl reads from a credential plugin (https://kubernetes.io/docs/reference/config-api/client-authentication.v1/). */
export interface ExecCredential {
  readonly apiVersion: string
  readonly kind: 'ExecCredential'
  readonly status: {readonly token: string; readonly expirationTimestamp?: string}
}

const group = 'client.authentication.k8s.io'

/** In the version kubectl asks for in KUBERNETES_EXEC_INFO, v1 else. */
export function execCredential({token, expiresAt}: BareToken, env: Environment): ExecCredential {
  return {
    apiVersion: `${group}/${askedVersion(env.KUBERNETES_EXEC_INFO)}`,
    kind: 'ExecCredential',
    // Kubernetes reads RFC 3339 to the second.
    status: {token, ...(expiresAt !== undefined && {expirationTimestamp: expiresAt.replace(/\.\d+Z$/, 'Z')})},
  }
}

function askedVersion(info = ''): 'v1' | 'v1beta1' {
  return info.includes(`"${group}/v1beta1"`) ? 'v1beta1' : 'v1'
}
