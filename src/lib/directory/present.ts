type Present<T> = {[Name in keyof T as undefined extends T[Name] ? never : Name]: T[Name]} & {
  [Name in keyof T as undefined extends T[Name] ? Name : never]?: Exclude<T[Name], undefined>
}

/** The same without what is absent: answers leave that out. */
export function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Present<T>
}
