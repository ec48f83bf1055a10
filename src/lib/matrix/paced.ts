import type {World} from '../world/world.ts'

/**
 * Does `work` for each item, so many at once and no more than so many a second; results in the order of the items. The
 * first that fails stops the rest.
 */
export async function paced<T, R>(
  {clock, cancelled}: Pick<World, 'clock' | 'cancelled'>,
  {rate, concurrency}: {readonly rate: number; readonly concurrency: number},
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const began = clock.now()
  let next = 0
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) {
      cancelled.throwIfAborted()
      const due = began + (at * 1000) / rate
      if (due > clock.now()) await clock.sleep(due - clock.now(), cancelled)
      results[at] = await work(items[at] as T)
    }
  }
  await Promise.all(Array.from({length: Math.min(concurrency, items.length)}, worker))
  return results
}
