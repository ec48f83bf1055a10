import type {Target} from '../target.ts'

/** What answered, as far as its address and headers tell; a custom domain tells little. */
export type Service = 'appsync' | 'http-api' | 'rest-api' | 'api-gateway' | 'unknown'

/** API Gateway's HTTP APIs send `apigw-requestid`, its REST APIs `x-amz-apigw-id`. */
export function serviceOf({service, url}: Target, headers: Headers): Service {
  if (headers.has('x-amz-apigw-id')) return 'rest-api'
  if (headers.has('apigw-requestid')) return 'http-api'
  if (service === 'appsync') return 'appsync'
  return isAwsHost(url) || headers.has('x-amzn-errortype') ? 'api-gateway' : 'unknown'
}

/** Whether the host is AWS's own, which names the region, and no custom domain. */
export function isAwsHost(url: string): boolean {
  return /\.(appsync-api|execute-api)\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(URL.parse(url)?.hostname ?? '')
}
