import type {Manifest} from './program.ts'

type Commands = Manifest['commands']
type Described = Commands[string]

/** The bulk of the manifest, which help and completion read, and nobody else. */
const details = ['description', 'examples', 'flags'] as const

/** What finding a command takes, small enough to be part of the bundle. */
export function briefly(commands: Commands): Record<string, object> {
  const kept = Object.entries(commands).map(([id, command]) => [
    id,
    Object.fromEntries(Object.entries(command).filter(([name]) => !(details as readonly string[]).includes(name))),
  ])
  return Object.fromEntries(kept)
}

/** The whole again: the details come from `read`, which is called once, and not before the first of them is asked for. */
export function withDetails(brief: Record<string, object>, read: () => Commands): Commands {
  let whole: Commands | undefined
  for (const [id, command] of Object.entries(brief))
    for (const name of details)
      Object.defineProperty(command, name, {
        enumerable: true,
        get() {
          whole ??= read()
          return (whole[id] as Described)[name]
        },
      })
  return brief as Commands
}
