import {connect} from 'node:net'
import type {Environment} from '../world.ts'

/**
 * Whether the desktop's message bus, over which Linux reaches its keyring, answers at all. The native keyring waits for
 * it without end and holds up the whole process meanwhile, so that it must not be asked where the bus is stuck.
 * D-Bus Specification, "Authentication Protocol": a server answers AUTH with what it accepts.
 * @returns true also where there is no bus to ask, which the keyring finds out by itself.
 */
export function busAnswers(env: Environment, signal: AbortSignal): Promise<boolean> {
  const path = socketPath(env)
  if (path === undefined) return Promise.resolve(true)
  return new Promise(resolve => {
    const settle = (answers: boolean) => {
      signal.removeEventListener('abort', giveUp)
      socket.destroy()
      resolve(answers)
    }
    const giveUp = () => settle(false)
    const socket = connect({path}, () => socket.write('\0AUTH\r\n'))
    socket.once('data', () => settle(true))
    socket.once('close', () => settle(true))
    socket.once('error', () => settle(true))
    signal.addEventListener('abort', giveUp, {once: true})
    if (signal.aborted) giveUp()
  })
}

function socketPath({DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: folder}: Environment): string | undefined {
  if (!address) return folder ? `${folder}/bus` : undefined
  const [, kind, path = ''] = /^unix:(?:.*,)?(path|abstract)=([^,;]+)/.exec(address) ?? []
  if (kind === undefined) return undefined
  return `${kind === 'abstract' ? '\0' : ''}${decodeURIComponent(path)}`
}
