import type {Interfaces} from '@oclif/core'

const nothing = () => {}

/** For oclif, which else asks the terminal for its colours at every start in order to log what nobody reads. */
export const silentLogger: Interfaces.Logger = {
  namespace: 'oclif',
  child: () => silentLogger,
  debug: nothing,
  error: nothing,
  info: nothing,
  trace: nothing,
  warn: nothing,
}
