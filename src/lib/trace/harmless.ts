import type {Trace} from '../world/world.ts'

/**
 * The same trace, for those who are watched: whatever it stumbles over in what servers say, the command goes on. What it
 * could not tell is told to `stumbled`.
 */
export function harmless(trace: Trace, stumbled: (error: unknown) => void): Trace {
  const guarded = <A extends unknown[]>(work: (...args: A) => void) => {
    return (...args: A) => {
      try {
        work(...args)
      } catch (error) {
        stumbled(error)
      }
    }
  }
  return {
    request: sent => {
      let tell: ReturnType<Trace['request']> = () => {}
      guarded(() => {
        tell = trace.request(sent)
      })()
      return guarded(outcome => tell(outcome))
    },
    message: guarded((...said) => trace.message(...said)),
    browser: guarded((...went) => trace.browser(...went)),
  }
}
