import {createServer, type Server} from 'node:net'

/** A port of this machine that something listens on, until it is closed. */
export async function takenPort(): Promise<{readonly port: number; readonly server: Server}> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  return {port: (server.address() as {port: number}).port, server}
}

/** A port of this machine that nothing listened on a moment ago: for what has to be registered before it is used. */
export async function freePort(): Promise<number> {
  const {port, server} = await takenPort()
  await new Promise(resolve => server.close(resolve))
  return port
}
