import {type Fault, isFault} from './faults.ts'

/**
 * Faults from a file, YAML or JSON: a list of `{target, kind, times?, …}`.
 * @throws an Error saying which entry cannot be understood.
 */
export async function readFaults(text: string): Promise<{target: string; fault: Fault; times: number}[]> {
  const {parse} = await import('yaml')
  const list: unknown = parse(text)
  if (!Array.isArray(list)) throw new Error('it must be a list of faults, each with a target and a kind.')
  return list.map((entry: unknown, at) => {
    const {target, times = 1, ...fault} = (entry ?? {}) as Record<string, unknown>
    if (typeof target !== 'string' || !isFault(fault) || !Number.isInteger(times) || Number(times) < 1)
      throw new Error(`entry ${at + 1} needs a target and a kind: throttle, error, slow (ms), cut (when) or html.`)
    return {target, fault, times: Number(times)}
  })
}
