import {guarded} from './by-schema.ts'
import {customDomain, firewall, throttled, unexplained} from './edge.ts'
import {expiredToken, gatewayKey, policy, unknownRoute, wantsSignature} from './gateway.ts'
import {apiKey, fieldMode, lambda, nothingSent, requestMode} from './mode.ts'
import {group, scope, stepUp} from './permission.ts'
import type {Scene, Suspect, Suspicion} from './scene.ts'
import {signature} from './signature.ts'
import {early, ended, endedThere, skew} from './time.ts'
import {anotherClient, anotherIssuer, anotherKind, anotherPool, opaque} from './trust.ts'

/** Everything a refusal can be explained by; each looks for its own signs. */
const suspects: readonly Suspect[] = [
  ended,
  early,
  endedThere,
  skew,
  opaque,
  anotherIssuer,
  anotherPool,
  anotherClient,
  anotherKind,
  scope,
  stepUp,
  guarded,
  group,
  fieldMode,
  requestMode,
  nothingSent,
  apiKey,
  lambda,
  signature,
  unknownRoute,
  wantsSignature,
  gatewayKey,
  policy,
  expiredToken,
  firewall,
  throttled,
  customDomain,
  unexplained,
]

const mostTold = 4

/** The likeliest first; beside one that is as good as proven only what is likely too. Never empty. */
export function ranked(scene: Scene): readonly Suspicion[] {
  const found = suspects
    .flatMap(suspect => suspect(scene) ?? [])
    .sort((one, other) => other.likelihood - one.likelihood)
  const best = found[0]?.likelihood ?? 0
  const worthTelling = best >= 90 ? 50 : best > 5 ? 10 : 0
  return found.filter(({likelihood}) => likelihood >= worthTelling).slice(0, mostTold)
}
