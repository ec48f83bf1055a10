import {Worker} from 'node:worker_threads'
import type {Expectations} from './expectations.ts'
import type {JudgedLines} from './judge-lines.ts'
import type {KeySet} from './key-set.ts'

/** A thread beside this one that judges lines by the same keys and expectations. */
export interface SecondThread {
  /** How many texts it has been given and not yet judged. */
  readonly waiting: number
  judge(text: string): Promise<JudgedLines>
  end(): void
}

/** What the thread is started with. */
export interface Assignment {
  readonly keys: KeySet
  readonly expected: Expectations
}

// The build puts the thread's own bundle next to ours.
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.cjs'

/** Starts it; texts are judged in their order. Should it die, what it still has to judge is rejected. */
export function openSecondThread(assignment: Assignment): SecondThread {
  const worker = new Worker(new URL(`./judging-thread${extension}`, import.meta.url), {workerData: assignment})
  const waiting: PromiseWithResolvers<JudgedLines>[] = []
  let dead: unknown
  worker.on('message', (judged: JudgedLines) => waiting.shift()?.resolve(judged))
  worker.on('error', error => {
    dead = error
    for (const {reject} of waiting.splice(0)) reject(error)
  })
  return {
    get waiting() {
      return dead === undefined ? waiting.length : Number.POSITIVE_INFINITY
    },
    judge(text) {
      const answer = Promise.withResolvers<JudgedLines>()
      waiting.push(answer)
      worker.postMessage(text)
      return answer.promise
    },
    end: () => void worker.terminate(),
  }
}
