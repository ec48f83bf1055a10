/** The values on the line that stand behind a flag whose name speaks of a secret, whether or not there is such a flag. */
export function typedSecrets(argv: readonly string[]): string[] {
  return argv.flatMap((word, at) => {
    const [, name, value] = /^(--?[\w-]*(?:secret|password|passphrase|token|key)[\w-]*)(?:=(.*))?$/is.exec(word) ?? []
    if (name === undefined) return []
    const given = value ?? argv[at + 1]
    return given === undefined || given === '' || given.startsWith('-') ? [] : [given]
  })
}

/** How a secret arrives that somebody tried to pass as the value of a flag. */
export function safeWays(argv: readonly string[]): string[] {
  const name = argv.map(word => /^--(client-secret|password)(?:=|$)/.exec(word)?.[1]).find(found => found !== undefined)
  return name === undefined ? [] : [`pass it on standard input, with --${name}-stdin`]
}
