/** As much of a profile as a command line needs in order to name it. */
export interface Whom {
  readonly name: string
  readonly issuer?: string
  readonly clientId?: string
  readonly userPoolId?: string
  readonly region?: string
  readonly endpoint?: string
}

/** What a connection made of flags alone is called where else a profile's name stands. No profile can have this name. */
export const flagsAlone = 'direct'

/** The words that name the same party on another command line: a profile, or the flags that were given in its place. */
export function whomWords({name, issuer, clientId, userPoolId, region, endpoint}: Whom): string[] {
  if (name !== flagsAlone) return [`--profile ${name}`]
  const told = userPoolId !== undefined && region !== undefined && userPoolId.startsWith(`${region}_`)
  const party =
    userPoolId === undefined ? {issuer} : {'user-pool-id': userPoolId, region: told ? undefined : region, endpoint}
  return Object.entries({...party, 'client-id': clientId}).flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag} ${value}`],
  )
}

/** What gives it this flag's field from now on: a change of the profile, or the flag itself where there is none. */
export function setField({name}: Pick<Whom, 'name'>, words: string): string {
  return name === flagsAlone ? `pass ${words}` : `authctl profile set ${name} ${words}`
}
