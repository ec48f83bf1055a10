import {execFile} from 'node:child_process'
import {randomBytes} from 'node:crypto'
import {readFile, readlink} from 'node:fs/promises'
import {hostname} from 'node:os'
import {promisify} from 'node:util'

/**
 * A process that holds a lock, told apart from a later one with the same pid. What a system cannot tell is left out, and
 * what is left out on either side is not compared.
 */
export interface Holder {
  /** This hold and no other: never used twice. */
  readonly id: string
  readonly pid: number
  readonly host: string
  /** When the process started, in the system's own words. */
  readonly started?: string
  /** The boot of the machine it runs under (Linux). */
  readonly boot?: string
  /** The process namespace its pid counts in (Linux): containers on one host have their own. */
  readonly namespace?: string
}

type Birth = Omit<Holder, 'id'>

let ourselves: Promise<Birth> | undefined

/** This process, as the holder of something. */
export async function thisProcess(): Promise<Holder> {
  ourselves ??= birth()
  return {id: randomBytes(8).toString('hex'), ...(await ourselves)}
}

async function birth(): Promise<Birth> {
  const [process_, boot, namespace] = await Promise.all([stateOf(process.pid), bootId(), pidNamespace()])
  return {
    pid: process.pid,
    host: hostname(),
    ...(process_?.started === undefined ? {} : {started: process_.started}),
    ...(boot === undefined ? {} : {boot}),
    ...(namespace === undefined ? {} : {namespace}),
  }
}

/**
 * Whether the holder certainly no longer runs. Where this cannot be judged from here (another machine, another
 * container) it counts as running. A stopped process runs; one that was killed and not yet buried does not.
 */
export async function isGone(holder: Holder): Promise<boolean> {
  const own = await thisProcess()
  if (holder.host !== own.host) return false
  if (differ(holder.boot, own.boot)) return true
  if (differ(holder.namespace, own.namespace)) return false
  const found = await stateOf(holder.pid)
  return found === undefined || found.dead || differ(holder.started, found.started)
}

function differ(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b
}

interface ProcessState {
  readonly dead: boolean
  readonly started?: string
}

/** Undefined when no process has that pid. */
async function stateOf(pid: number): Promise<ProcessState | undefined> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined
  }
  if (process.platform === 'win32') return {dead: false}
  return (await stateFromProc(pid)) ?? (await stateFromPs(pid)) ?? {dead: false}
}

/** proc_pid_stat(5): field 3 is the state, field 22 the start in ticks since boot; field 2 may hold spaces and brackets. */
async function stateFromProc(pid: number): Promise<ProcessState | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state, started] = [fields?.[0], fields?.[19]]
  if (state === undefined || started === undefined) return undefined
  return {dead: /^[ZXx]$/.test(state), started}
}

async function stateFromPs(pid: number): Promise<ProcessState | undefined> {
  try {
    // Not our own environment: it may hold a passphrase.
    const env = {PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC'}
    const {stdout} = await promisify(execFile)('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {env, timeout: 2000})
    const [, state = '', started] = /^\s*(\S+)\s+(.+?)\s*$/.exec(stdout) ?? []
    return started === undefined ? undefined : {dead: state.startsWith('Z'), started}
  } catch {
    return undefined
  }
}

async function bootId(): Promise<string | undefined> {
  const text = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => undefined)
  return text?.trim()
}

async function pidNamespace(): Promise<string | undefined> {
  return readlink('/proc/self/ns/pid').catch(() => undefined)
}
