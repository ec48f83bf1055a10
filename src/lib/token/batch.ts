import {availableParallelism} from 'node:os'
import type {Expectations} from './expectations.ts'
import {type JudgedLines, judgeLines} from './judge-lines.ts'
import {fixedKeys, type KeySource} from './key-source.ts'

/** Lines that are judged in one go; and how many lines make a second thread worth its start. */
const block = 128
const many = 1000

/**
 * Verdicts for many tokens, one per line, in their order, a block of lines at a time. A long text is judged on two
 * threads, by the keys as they are at first. From a block that wants newer keys on, one thread goes on alone with those:
 * the verdicts are those of `verifyToken`, token by token.
 */
export async function* judgeBatch(
  text: string,
  keys: KeySource,
  expected: Expectations,
): AsyncGenerator<JudgedLines, void, undefined> {
  const blocks = blocksOf(text)
  let judged = 0
  if (blocks.length * block > many && availableParallelism() > 1)
    for await (const lines of judgeTogether(blocks, keys, expected)) {
      if (lines.wantsNewerKeys) break
      judged++
      yield lines
    }
  for (const rest of blocks.slice(judged)) yield await judgeLines(rest, keys, expected)
}

/** This thread takes a block whenever the other has enough to do. */
async function* judgeTogether(
  blocks: readonly string[],
  keys: KeySource,
  expected: Expectations,
): AsyncGenerator<JudgedLines, void, undefined> {
  const known = await keys.current()
  const {openSecondThread} = await import('./second-thread.ts')
  const second = openSecondThread({keys: known, expected})
  const alone = (text: string) => judgeLines(text, fixedKeys(known), expected)
  const begun: Promise<JudgedLines>[] = []
  try {
    for (const text of blocks) {
      if (second.waiting < 2) {
        // A thread that dies costs time and no verdict.
        begun.push(second.judge(text).catch(() => alone(text)))
      } else {
        begun.push(alone(text))
        await begun.at(-1)
        // Messages of the other thread come in between.
        await new Promise(setImmediate)
      }
      while (begun.length > 8) yield (await begun.shift()) as JudgedLines
    }
    for (const lines of begun) yield await lines
  } finally {
    second.end()
  }
}

function blocksOf(text: string): string[] {
  const blocks: string[] = []
  for (let start = 0; start < text.length; ) {
    let end = start
    for (let line = 0; line < block && end !== -1; line++) end = text.indexOf('\n', end + (line === 0 ? 0 : 1))
    blocks.push(text.slice(start, end === -1 ? undefined : end))
    start = end === -1 ? text.length : end + 1
  }
  return blocks
}
