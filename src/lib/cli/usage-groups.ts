import type {Command} from '@oclif/core/command'

/**
 * A copy of the command whose usage line groups only what is alike: oclif writes `[--a | --b | --c]` also where `b` and
 * `c` go together, and `[--a --b]` where `b` may stand alone. Flags stay in a group where each excludes all others.
 */
export function groupedTruly<C extends Command.Loadable>(command: C): C {
  return Object.create(command, {flags: {get: () => truly(command.flags)}})
}

function truly(flags: Command.Loadable['flags']): Command.Loadable['flags'] {
  const shown = Object.values(flags ?? {}).filter(({hidden}) => !hidden)
  const excludes = (a: Excluding, b: Excluding) => namesOf(a).includes(b.name) || namesOf(b).includes(a.name)
  const groupOf = (flag: Excluding) =>
    shown.filter(other => other.name === flag.name || excludes(flag, other)).map(({name}) => name)
  const same = (one: readonly string[], other: readonly string[]) => one.join() === other.join()
  return Object.fromEntries(
    Object.entries(flags ?? {}).map(([name, flag]) => {
      const group = groupOf(flag)
      const alike = shown.filter(other => group.includes(other.name)).every(other => same(groupOf(other), group))
      const exclusive = alike ? group.filter(other => other !== name) : []
      return [name, {...flag, dependsOn: undefined, exclusive}]
    }),
  ) as never
}

interface Excluding {
  readonly name: string
  readonly exclusive?: readonly unknown[] | undefined
}

function namesOf({exclusive = []}: Excluding): readonly unknown[] {
  return exclusive
}
