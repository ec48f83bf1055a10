/** The story as it went, one entry per step. */
export interface Transcript {
  /** Whether every step did what it should: let in whom it should, and refused whom it should. */
  readonly ok: boolean
  readonly steps: readonly Told[]
  readonly doors: readonly Door[]
}

/** A step that was taken. */
export interface Told {
  readonly step: string
  /** What the step is about, in words. */
  readonly title: string
  /** As typed at a shell; absent for what no command did. */
  readonly command?: string
  /** What should happen: `done`, or the code it should be refused with. */
  readonly expected: string
  readonly outcome: string
  readonly ok: boolean
  /** What the command answered, as --json prints it; never a token. */
  readonly answer?: unknown
  /** What it printed for people. */
  readonly output?: string
}

/** Who knocked, on what, and what came of it. */
export interface Door {
  readonly who: string
  readonly field: string
  readonly letIn: boolean
}
