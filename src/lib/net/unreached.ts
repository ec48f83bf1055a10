import {Failure} from '../failure.ts'

/** Why no usable answer came from `host`, in words; Failures pass through. */
export function unreached(error: unknown, host: string): Failure {
  if (error instanceof Failure) return error
  const {name} = (error ?? {}) as Error
  if (name === 'TimeoutError') return new Failure('timed_out', `${host} did not answer in time.`, {cause: error})
  const code = systemCode(error)
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT')
    return new Failure('timed_out', `${host} could not be connected to in time.`, {cause: error})
  return new Failure('unreachable', `${host} ${whyUnreached(error)}.`, {cause: error})
}

/** What the other side did instead of answering, as the end of a sentence about it. */
export function whyUnreached(error: unknown): string {
  return reasons[systemCode(error) ?? ''] ?? 'broke off its answer'
}

/** Whether the connection was closed before an answer had come, as a Failure of `unreached` tells it. */
export function wasClosed(error: unknown): boolean {
  return error instanceof Failure && ['ECONNRESET', 'UND_ERR_SOCKET'].includes(systemCode(error.cause) ?? '')
}

const untrusted = 'shows a certificate this machine does not trust (NODE_EXTRA_CA_CERTS adds an authority)'

const reasons: Record<string, string> = {
  ECONNREFUSED: 'refuses connections',
  ECONNRESET: 'closed the connection',
  UND_ERR_SOCKET: 'closed the connection',
  ENOTFOUND: 'is not a known host name',
  EAI_AGAIN: 'could not be looked up: there is no answer from the name service',
  EHOSTUNREACH: 'cannot be reached from this network',
  ENETUNREACH: 'cannot be reached from this network',
  CERT_HAS_EXPIRED: 'shows a certificate that has expired',
  CERT_NOT_YET_VALID: 'shows a certificate that is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'shows a certificate for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_SIGNATURE_FAILURE: 'shows a certificate with a bad signature',
  EPROTO: 'does not speak TLS as expected',
  ERR_SSL_WRONG_VERSION_NUMBER: 'does not speak TLS there',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'speaks only an outdated TLS',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'speaks only an outdated TLS',
  Z_DATA_ERROR: 'sent a broken compressed answer',
  Z_BUF_ERROR: 'sent a broken compressed answer',
}

/** The code of the innermost system error; fetch wraps it in "fetch failed". */
function systemCode(error: unknown): string | undefined {
  const {code, cause, errors} = (error ?? {}) as {code?: unknown; cause?: unknown; errors?: unknown[]}
  return (
    (cause === undefined ? undefined : systemCode(cause)) ??
    (errors === undefined ? undefined : systemCode(errors[0])) ??
    (typeof code === 'string' ? code : undefined)
  )
}
