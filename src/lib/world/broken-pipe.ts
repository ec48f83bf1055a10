/** Thrown when the reader of our output has gone (`| head -1`): the program ends quietly. */
export class BrokenPipe extends Error {}
