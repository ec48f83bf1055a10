import {isDeepStrictEqual} from 'node:util'
import type {DecodedToken} from './decode.ts'
import type {JsonObject} from './strict-json.ts'

/** One member that is not the same in both tokens. */
export interface Difference {
  readonly part: 'header' | 'claims'
  readonly name: string
  readonly change: 'added' | 'removed' | 'changed'
  readonly before?: unknown
  readonly after?: unknown
  /** There where each token has a value of its own, so that a difference tells nothing: its times and ids. */
  readonly perToken?: true
}

/** What differs between two tokens. Nothing in either is proven. */
export interface TokenDiff {
  /** Whether they say the same, but for what each token has of its own. */
  readonly same: boolean
  readonly differences: readonly Difference[]
  readonly before: Pick<DecodedToken, 'kind'>
  readonly after: Pick<DecodedToken, 'kind'>
  readonly verified: false
}

/** RFC 7519, 4.1; Cognito adds an id per event and per sign-in. */
const perToken = new Set(['iat', 'exp', 'nbf', 'jti', 'auth_time', 'event_id', 'origin_jti', 'at_hash', 'nonce'])

/** Compares header and claims member by member; what has the same value is not told. */
export function diffTokens(before: DecodedToken, after: DecodedToken): TokenDiff {
  const differences = [
    ...changesOf('header', before.header, after.header),
    ...changesOf('claims', before.claims ?? {}, after.claims ?? {}),
  ]
  return {
    same: differences.every(({perToken}) => perToken),
    differences,
    before: {kind: before.kind},
    after: {kind: after.kind},
    verified: false,
  }
}

function changesOf(part: Difference['part'], before: JsonObject, after: JsonObject): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names.flatMap((name): Difference[] => {
    const was = Object.hasOwn(before, name)
    const is = Object.hasOwn(after, name)
    if (was && is && isDeepStrictEqual(before[name], after[name])) return []
    return [
      {
        part,
        name,
        change: was && is ? 'changed' : is ? 'added' : 'removed',
        ...(was && {before: before[name]}),
        ...(is && {after: after[name]}),
        ...(was && is && perToken.has(name) && {perToken: true}),
      },
    ]
  })
}
