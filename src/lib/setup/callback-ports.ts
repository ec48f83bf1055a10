import {createServer} from 'node:net'
import {isLoopback} from '../address.ts'
import type {Profile} from '../profile/profile.ts'
import {type Finding, findingsOf} from './finding.ts'

/** Whether the ports that the browser comes back to are free: an issuer that fixes them leaves no other. */
export async function checkCallbackPorts({redirectUris = []}: Profile): Promise<Finding> {
  const {ok, warn, fail, skip} = findingsOf('callback-ports')
  const ports = [...new Set(redirectUris.flatMap(portOf))]
  if (ports.length === 0) return skip('The profile fixes no callback port; a free one is taken at sign-in.')
  const free = await Promise.all(ports.map(isFree))
  const taken = ports.filter((_, at) => !free[at])
  if (taken.length === 0) return ok(`Free: ${ports.join(', ')}.`)
  const sentence = `Taken by another program: ${taken.join(', ')}.`
  const remedy = `end what listens on port ${taken[0]}, or register another redirect URI`
  return taken.length < ports.length
    ? warn(`${sentence} ${ports.length - taken.length} of ${ports.length} are free.`)
    : fail(sentence, remedy)
}

function portOf(redirectUri: string): number[] {
  return isLoopback(redirectUri) ? [Number(new URL(redirectUri).port || 80)] : []
}

/** Free on both loopback families, as far as this machine has both. */
async function isFree(port: number): Promise<boolean> {
  const results = await Promise.all(['127.0.0.1', '::1'].map(host => tryListening(port, host)))
  return !results.some(code => code === 'EADDRINUSE' || code === 'EACCES')
}

function tryListening(port: number, host: string): Promise<string | undefined> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', error => resolve((error as NodeJS.ErrnoException).code))
    server.listen({port, host, exclusive: true}, () => server.close(() => resolve(undefined)))
  })
}
