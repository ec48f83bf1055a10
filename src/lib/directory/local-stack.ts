/**
 * The credentials a stack on this machine accepts. Real ones are never sent to a loopback address, where any local
 * program may be listening.
 */
export const localStackCredentials = {
  accessKeyId: 'AKIALOCALSTACK000000',
  secretAccessKey: 'local-stack-secret-for-this-machine-only',
}

/** Whether this host name can only be this machine (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3). */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(hostname)
}
