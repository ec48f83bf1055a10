import {createServer, type Server} from 'node:http'
import type {AddressInfo, Socket} from 'node:net'
import {graphqlRoutes} from './appsync/routes.ts'
import {type StackClock, stackClock} from './clock.ts'
import {cognitoRoutes} from './cognito/routes.ts'
import {controlRoutes} from './control.ts'
import {eventRoutes} from './events/routes.ts'
import {type Faults, orderedFaults} from './faults.ts'
import {answerRoutes} from './federation/answers.ts'
import {outsideRoutes} from './federation/outside-routes.ts'
import {oidcRoutes} from './oidc/routes.ts'
import {openStateFolder} from './persistence.ts'
import {plant} from './plant.ts'
import {restRoutes} from './rest/routes.ts'
import {listener, type Route} from './router.ts'
import {seed as demoSeed, type Seed} from './seed.ts'
import type {Stack} from './stack.ts'
import {emptyState, type State} from './state.ts'
import {upgrades} from './upgrade.ts'

export interface EmulatorOptions {
  /** 0, the default, lets the system pick. */
  readonly port?: number
  /** The world to begin with; the demo world unless said. */
  readonly seed?: Seed
  readonly clock?: StackClock
  readonly log?: (line: string) => void
  /** Keeps the state in this folder; in memory unless said. A seed is planted only into a new folder. */
  readonly folder?: string
}

/** A running stack. */
export interface Emulator {
  readonly url: string
  readonly clock: StackClock
  readonly faults: Faults
  readonly state: State
  /** Back to the seed. */
  reset(): void
  stop(): Promise<void>
}

/**
 * Starts the stack on loopback, in this process.
 * @throws the system's error when the port is taken; SeedProblem when the seed breaks a rule of the API.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const {port = 0, clock = stackClock(), log = () => {}} = options
  const folder =
    options.folder === undefined ? undefined : await openStateFolder(options.folder, error => log(`${error}`))
  // A client that pauses must not find its connection closed at the very moment it speaks again.
  const server = createServer({keepAliveTimeout: 60_000})
  const sockets = new Set<Socket>()
  server.on('connection', socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await listening(server, port)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const state = folder?.kept ?? emptyState()
  const stack: Stack = {origin: url, clock, state, faults: orderedFaults(), log}
  const sow = () => plant(stack, options.seed ?? demoSeed)
  const reset = () => {
    Object.assign(state, emptyState())
    stack.faults.clear()
    sow()
  }
  if (!folder?.kept)
    try {
      sow()
    } catch (unlawful) {
      server.close()
      throw unlawful
    }
  folder?.save(state)
  server.on('request', listener(stack, [...routesOf(stack), ...controlRoutes(stack, reset)]))
  server.on('upgrade', upgrades(stack))
  server.on('request', (_req, res) => res.once('close', () => folder?.save(state)))
  return {
    url,
    clock,
    faults: stack.faults,
    state,
    reset,
    stop: async () => {
      await new Promise<void>(resolve => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      })
      await folder?.settled()
    },
  }
}

/** Read top to bottom. */
function routesOf(stack: Stack): Route[] {
  return [
    ...cognitoRoutes(stack),
    ...answerRoutes(stack),
    ...oidcRoutes(stack),
    ...outsideRoutes(stack),
    ...graphqlRoutes(stack),
    ...eventRoutes(stack),
    ...restRoutes(stack),
  ]
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({port, host: '127.0.0.1'}, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
