import type {FailureCode} from '../failure.ts'

/**
 * What lies outside the process, as small interfaces. Production versions stand in `node/`; tests pass literals.
 * Everything below the command takes `Pick<World, …>` of what it uses.
 */
export interface World {
  readonly clock: Clock
  readonly env: Environment
  /** The folder the command was started in. */
  readonly cwd: string
  readonly folders: Folders
  readonly fetch: Fetch
  /** For clients that bring their own HTTP: what makes them go the way `fetch` goes. Absent where that is straight on. */
  readonly agents?: Agents
  readonly browser: Browser
  readonly keyring: Keyring
  readonly ask: Ask
  /** There when somebody wants to follow along. */
  readonly trace?: Trace
  readonly terminal: Terminal
  /** There where account is kept of what was done. */
  readonly journal?: Journal
  /** Aborts when the person cancels (Ctrl-C, SIGTERM, SIGHUP); the reason is a Failure `cancelled`. Every wait takes it. */
  readonly cancelled: AbortSignal
}

/** Keeps account of writes and sign-ins. */
export interface Journal {
  /** Never throws: what was done is done. */
  note(deed: Deed): Promise<void>
}

/** Something that was done at a server, or tried. It has no secrets, and no values of attributes. */
export interface Deed {
  /** As the service calls it, such as `AdminCreateUser`; else `sign-in`, `sign-out`, `refresh`, `exchange`, `revoke`. */
  readonly operation: string
  readonly profile: string
  /** As whom; absent for what was done with AWS credentials. */
  readonly identity?: string
  /** What it was done to, by names and ids. */
  readonly target?: Readonly<Record<string, string>>
  readonly outcome: Outcome
  /** The service's own number for the request, where it gave one. */
  readonly requestId?: string
}

export type Outcome = 'ok' | FailureCode

/** Follows what is said to servers and browsers, for --trace. */
export interface Trace {
  /** A request is about to be sent; what came of it is told to the function this gives back. */
  request(sent: Sent): (outcome: Came | {readonly failed: unknown}) => void
  /** A message on the websocket that was opened at `url`. */
  message(direction: 'sent' | 'came', url: string, text: string): void
  /** The person's browser is sent to this address, or came back at it. */
  browser(direction: 'sent' | 'came', url: string): void
}

export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: string
}

export interface Came {
  readonly status: number
  readonly statusText: string
  readonly headers: Headers
  /** As far as it was read, and in reason. */
  readonly body: string
  /** Bytes that arrived, which may be more than `body` has. */
  readonly size: number
}

export type Environment = Readonly<Record<string, string | undefined>>

export type Fetch = (input: string | URL | Request, init?: FetchInit) => Promise<Response>

export interface FetchInit extends RequestInit {
  /** Shown to a server that asks for one. */
  readonly certificate?: ClientCertificate
}

/** A certificate, with the ones that vouch for it, and its private key; both PEM. */
export interface ClientCertificate {
  readonly cert: string
  readonly key: string
}

export interface Agents {
  readonly httpAgent: import('node:http').Agent
  readonly httpsAgent: import('node:https').Agent
}

export interface Clock {
  /** Now, in milliseconds since the epoch. */
  now(): number
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Where this program keeps things. Each is made on first write, with mode 0700. */
export interface Folders {
  /** Profiles: may be read by people and copied between machines. */
  readonly config: string
  /** Sessions and other state. */
  readonly data: string
  /** What can be thrown away. */
  readonly cache: string
}

export interface Browser {
  /**
   * Shows `url` to the person. Resolves once the opener has started, which is no promise that a page appeared.
   * @throws Failure `unsupported` where no browser can be started.
   */
  open(url: URL): Promise<void>
}

/** The operating system's secret store, one small secret per account name. */
export interface Keyring {
  /** @throws Failure `storage_unavailable` when there is no usable keyring. */
  read(account: string): Promise<string | undefined>
  /** @throws Failure `storage_unavailable` when there is no usable keyring. */
  write(account: string, secret: string): Promise<void>
  /** @throws Failure `storage_unavailable` when there is no usable keyring. */
  remove(account: string): Promise<void>
}

/** A question always carries the flag that answers it in a script. */
export interface Question {
  readonly message: string
  readonly flag: string
}

export interface Choice<T> {
  readonly name: string
  readonly value: T
  readonly description?: string
}

/**
 * Asks the person at the terminal, on stderr.
 * @throws Failure `input_required`, naming the flag, where nobody may be asked; `cancelled` on Ctrl-C.
 */
export interface Ask {
  /** Whether a person is there: for choices of wording only, never to skip a question. */
  readonly possible: boolean
  text(question: Question & {readonly default?: string}): Promise<string>
  secret(question: Question): Promise<string>
  confirm(question: Question): Promise<boolean>
  choose<T>(question: Question & {readonly choices: readonly Choice<T>[]}): Promise<T>
}

export interface Terminal {
  /** Writes the answer. */
  out(text: string | Uint8Array): void
  /** Writes prompts, notes, progress and errors. */
  err(text: string): void
  /** Everything on standard input, as UTF-8. `limit` in bytes guards memory. @throws Failure `usage` beyond it. */
  readInput(limit?: number): Promise<string>
  /** The same as it came. @throws Failure `usage` beyond `limit` bytes. */
  readBytes(limit?: number): Promise<Buffer>
  /** The first line on standard input, without its end; undefined where nothing comes. */
  readLine(limit?: number): Promise<string | undefined>
  /** Whether standard input is a terminal, so that nothing is piped in. */
  readonly inputIsTerminal: boolean
  /** Whether standard input is a device that holds nothing, as /dev/null in cron and CI. */
  readonly inputIsNull: boolean
  readonly outIsTerminal: boolean
  readonly errIsTerminal: boolean
  /** Width to lay text out in; undefined when stdout is not a terminal. */
  readonly columns: number | undefined
  readonly outColor: boolean
  readonly errColor: boolean
}
