/** The environment variable that stands for a flag: `--client-id` is AUTHCTL_CLIENT_ID. */
export function environmentName(flag: string): string {
  return `AUTHCTL_${flag.toUpperCase().replaceAll('-', '_')}`
}

/** Whether an environment variable turns its switch on; "", "0", "false" and "no" do not. */
export function switchedOn(value: string | undefined): boolean {
  return value !== undefined && !/^(|0|false|no)$/i.test(value)
}

interface Flag {
  readonly char?: string
  readonly exclusive?: readonly unknown[]
}

/**
 * The flags, each with the environment variable that stands for it. A flag on the line beats the environment: where the
 * two exclude each other, the variable does not count.
 */
export function withEnvironment(some: object, all: Readonly<Record<string, Flag>>, argv: readonly string[]): object {
  const typed = Object.entries(all).filter(([name, {char}]) => isTyped(name, char, argv))
  const excluded = ([name, flag]: [string, Flag]) =>
    typed.some(([other, {exclusive}]) => exclusive?.includes(name) || flag.exclusive?.includes(other))
  return Object.fromEntries(
    Object.entries(some).map(([name, flag]) => [
      name,
      excluded([name, flag]) ? flag : {env: environmentName(name), ...flag},
    ]),
  )
}

/** Whether a flag stands on the line, by its name or its letter. */
export function isTyped(name: string, char: string | undefined, argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  const words = end === -1 ? argv : argv.slice(0, end)
  return words.some(
    word =>
      word === `--${name}` ||
      word.startsWith(`--${name}=`) ||
      (char !== undefined && /^-[^-]/.test(word) && word[1] === char),
  )
}
