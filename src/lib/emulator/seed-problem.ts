/** A seed that cannot be planted: one sentence for each thing that is wrong, which names the field. */
export class SeedProblem extends Error {
  readonly sentences: readonly string[]

  constructor(sentences: readonly string[]) {
    super(sentences.join(' '))
    this.name = 'SeedProblem'
    this.sentences = sentences
  }
}
