import {Failure} from '../failure.ts'
import type {RestAnswer, RestRequest} from './rest.ts'

/**
 * The request for the page after this answer: by its `Link: <…>; rel="next"` (RFC 8288), else by the member named, which
 * travels as a query parameter of the same name. Undefined after the last page.
 * @throws Failure `unreachable` where the next page lies on another origin, which is not told our credential
 */
export function nextPage(request: RestRequest, {headers, body}: RestAnswer, member: string): RestRequest | undefined {
  const linked = linkedNext(headers.link ?? '')
  if (linked !== undefined) {
    const url = URL.parse(linked, request.url)
    if (url?.origin === new URL(request.url).origin) return {...request, url: url.href}
    throw new Failure('unreachable', 'The next page lies at another origin, where no credential is sent.')
  }
  const token = (body as Record<string, unknown> | null | undefined)?.[member]
  if ((typeof token !== 'string' && typeof token !== 'number') || token === '') return undefined
  const url = new URL(request.url)
  url.searchParams.set(member, String(token))
  return {...request, url: url.href}
}

function linkedNext(link: string): string | undefined {
  for (const [, target, parameters = ''] of link.matchAll(/<([^>]*)>((?:\s*;\s*[^;,="]+(?:=(?:"[^"]*"|[^;,"]*))?)*)/g))
    if (/;\s*rel\s*=\s*(?:next\b|"(?:[^"]*\s)?next(?:\s[^"]*)?")/i.test(parameters)) return target
  return undefined
}
