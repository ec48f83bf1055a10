/** The region a pool id begins with: `eu-west-1` of `eu-west-1_AbC123`. Undefined where it has no such form. */
export function regionOfPool(userPoolId: string): string | undefined {
  return /^([a-z]{2,}(?:-[a-z]+)+-\d+)_/.exec(userPoolId)?.[1]
}

/**
 * The issuer of a Cognito pool, which is never its sign-in domain: `https://cognito-idp.<region>.amazonaws.com/<pool>`,
 * with the suffix of the region's partition. Behind an endpoint that is not AWS's own, an emulator, it is the endpoint
 * followed by the pool's id.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function issuerOfPool(userPoolId: string, region: string, endpoint?: string): string {
  if (endpoint !== undefined) return `${endpoint.replace(/\/+$/, '')}/${userPoolId}`
  return `https://cognito-idp.${region}.${suffixOf(region)}/${userPoolId}`
}

function suffixOf(region: string): string {
  if (region.startsWith('cn-')) return 'amazonaws.com.cn'
  if (region.startsWith('eusc-')) return 'amazonaws.eu'
  return 'amazonaws.com'
}
