/**
 * The credentials a stack on this machine accepts. Real ones are never sent to a loopback address, where any local
 * program may be listening.
 */
export const localStackCredentials = {
  accessKeyId: 'AKIALOCALSTACK000000',
  secretAccessKey: 'local-stack-secret-for-this-machine-only',
}
