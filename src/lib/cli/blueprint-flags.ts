import * as Flags from '@oclif/core/flags'

/** On what compares a pool with a file. */
export const pruneFlag = {
  prune: Flags.boolean({
    summary: 'Delete what is in the pool and not in the file, in the parts of the pool that the file is about.',
  }),
}
