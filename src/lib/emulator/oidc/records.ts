import type {Adapter, AdapterPayload} from 'oidc-provider'
import type {Stack} from '../stack.ts'
import type {EngineRecord} from '../state.ts'
import {drift} from './time.ts'

/** Payload members that are moments, in seconds: kept by the stack's clock, shown to the engine by the system's. */
const moments = ['iat', 'exp', 'iiat', 'authTime', 'loginTs'] as const

/** Days an ended record stays, so that "expired" can be told from "never heard of". */
const keptAfterEnd = 86_400_000

/**
 * The engine's storage: plain values in `stack.state.engine` under `engine/model/id`, one namespace per engine.
 * @param consumedTwice what to throw when two requests race for the same single-use record.
 */
export function recordsOf(stack: Stack, engine: string, model: string, consumedTwice: () => Error): Adapter {
  const records = stack.state.engine
  const key = (id: string) => `${engine}/${model}/${id}`
  const index = (by: string, value: string) => `${engine}/${model}.${by}/${value}`
  const find = async (id: string) => {
    const record = records.get(key(id))
    return record && moved(record.payload, -drift(stack))
  }
  const findBy = async (by: string, value: string) => {
    const id = records.get(index(by, value))?.payload.id
    return typeof id === 'string' ? find(id) : undefined
  }
  return {
    find,
    findByUid: uid => findBy('uid', uid),
    findByUserCode: code => findBy('userCode', code),
    upsert: async (id, payload, expiresIn) => {
      const expiresAt = expiresIn === undefined ? {} : {expiresAt: stack.clock.now() + expiresIn * 1000}
      forgetEnded(stack)
      records.set(key(id), {payload: moved({...payload}, drift(stack)), ...expiresAt})
      for (const by of ['uid', 'userCode'] as const) {
        const value = payload[by]
        if (value !== undefined) records.set(index(by, value), {payload: {id}, ...expiresAt})
      }
    },
    consume: async id => {
      const record = records.get(key(id))
      if (!record || record.payload.consumed) throw consumedTwice()
      record.payload.consumed = stack.clock.seconds()
    },
    destroy: async id => {
      records.delete(key(id))
    },
    revokeByGrantId: async grantId => {
      for (const [name, {payload}] of records)
        if (name.startsWith(`${engine}/${model}/`) && payload.grantId === grantId) records.delete(name)
    },
  }
}

/** Keeps a note of our own beside the engine's records, for `seconds`. */
export function keepNote(stack: Stack, name: string, payload: Record<string, unknown>, seconds: number): void {
  stack.state.engine.set(name, {payload, expiresAt: stack.clock.now() + seconds * 1000})
}

/** A note kept earlier, unless its time is over. */
export function note(stack: Stack, name: string): Record<string, unknown> | undefined {
  const kept = stack.state.engine.get(name)
  return kept && !ended(kept, stack.clock.now()) ? kept.payload : undefined
}

export function dropNote(stack: Stack, name: string): void {
  stack.state.engine.delete(name)
}

function moved(payload: Record<string, unknown>, seconds: number): AdapterPayload {
  // A copy by JSON: what is kept must survive being written to a file, and the engine changes what it is handed.
  const copy = JSON.parse(JSON.stringify(payload))
  for (const name of moments) if (typeof copy[name] === 'number') copy[name] += seconds
  return copy
}

let writes = 0

/** Now and then, so that a stack that runs for days does not grow. */
function forgetEnded({state, clock}: Stack): void {
  writes += 1
  if (writes % 256 !== 0) return
  const limit = clock.now() - keptAfterEnd
  for (const [name, record] of state.engine) if (ended(record, limit)) state.engine.delete(name)
}

function ended({expiresAt}: EngineRecord, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now
}
