import {resolve} from 'node:path'
import {replaceFile} from '../disk/private-file.ts'
import {diagramOf} from '../trace/diagram.ts'
import {type Creator, harOf} from '../trace/har.ts'
import {harmless} from '../trace/harmless.ts'
import {overheard} from '../trace/overheard.ts'
import {tracer} from '../trace/tracer.ts'
import {plain} from '../view/plain.ts'
import {traceText} from '../view/trace.ts'
import type {World} from '../world/world.ts'
import type {Following} from './trace-flags.ts'

/** A traced command: what its world has in place of the usual, and what is due when it ends. */
export interface Tracing {
  readonly changes: Pick<World, 'fetch' | 'trace'>
  /** Writes the files. @throws Failure `storage_failed`. */
  finish(): Promise<void>
}

/**
 * Begins to follow a command. The files are written at once, with nothing in them, so that a place that cannot be written
 * to is known before anything is sent; and again at the end.
 * @throws Failure `storage_failed`.
 */
export async function beginTracing(
  world: World,
  {told: aloud, har, diagram}: Following,
  creator: Creator,
): Promise<Tracing> {
  const {terminal} = world
  const page = {columns: terminal.errIsTerminal ? (terminal.columns ?? 80) : undefined}
  const say = (text: string) => terminal.err(`${terminal.errColor ? text : plain(text)}\n`)
  const trace = tracer(world.clock, told => aloud && say(traceText(told, page)))
  const watching = harmless(trace, () => say('(a step could not be told: a bug in authctl)'))
  const finish = async () => {
    const recording = trace.recording()
    if (har !== undefined)
      await replaceFile(resolve(world.cwd, har), `${JSON.stringify(harOf(recording, creator), undefined, 2)}\n`)
    if (diagram !== undefined) await replaceFile(resolve(world.cwd, diagram), diagramOf(recording))
  }
  await finish()
  return {changes: {fetch: overheard(world.fetch, watching), trace: watching}, finish}
}
