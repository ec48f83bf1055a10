/** What a text is laid out for. */
export interface Page {
  /** Width of the terminal; undefined when nobody is looking (a pipe, a file): nothing is cut short then. */
  readonly columns: number | undefined
}
