import type {Environment} from '../world.ts'

/** One line of what NODE_DEBUG makes Node write about a part of its own: `HTTP 4711: …`. */
const debugging = /^[A-Z0-9_]+ \d+: /
const telling = /authori[sz]ation|cookie|token|secret|password|verifier|assertion|api-?key|code=|AWS4|Bearer|Basic /i

/**
 * With NODE_DEBUG set Node writes requests to stderr as they are sent, credentials included. From here on whatever may
 * hold one is left out. What this program says itself does not come this way.
 */
export function keepDebuggingDiscreet({NODE_DEBUG}: Environment, stderr: () => NodeJS.WriteStream): void {
  if (!NODE_DEBUG) return
  const stream = stderr()
  const write = stream.write.bind(stream) as (text: string | Uint8Array, ...rest: unknown[]) => boolean
  const discreet = (text: string | Uint8Array, ...rest: unknown[]) => {
    const said = String(text)
    const [head] = debugging.exec(said) ?? []
    return head !== undefined && telling.test(said)
      ? write(`${head}(left out: it may hold a secret)\n`, ...rest)
      : write(text, ...rest)
  }
  stream.write = discreet as typeof stream.write
}
