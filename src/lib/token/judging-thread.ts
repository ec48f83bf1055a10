import {parentPort, workerData} from 'node:worker_threads'
import {judgeLines} from './judge-lines.ts'
import {fixedKeys} from './key-source.ts'
import type {Assignment} from './second-thread.ts'

/** The second thread itself: a text comes in, its verdicts go out. */
const {keys, expected} = workerData as Assignment
const source = fixedKeys(keys)
let turn: Promise<unknown> = Promise.resolve()

parentPort?.on('message', (text: string) => {
  turn = turn.then(async () => parentPort?.postMessage(await judgeLines(text, source, expected)))
})
