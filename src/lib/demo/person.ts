import type {Fetch} from '../world/world.ts'

/** Somebody who signs in on the stack's pages: follows redirects, keeps cookies, fills in each form and sends it. */
export interface Person {
  readonly username: string
  readonly password: string
}

const mostPages = 12

/**
 * Walks from `start` through the pages as `person` until one has no form left to send: the callback's own page, or the
 * page that says a device is connected.
 */
export async function walk(fetch: Fetch, start: URL, person: Person): Promise<void> {
  const cookies = new Map<string, string>()
  let at = start
  let form: URLSearchParams | undefined
  for (let pages = 0; pages < mostPages; pages++) {
    const answer = await fetch(at, {
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form && {origin: at.origin}),
      },
      ...(form && {method: 'POST', body: form}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split(/=(.*)/s) ?? []
      cookies.set(name, value)
    }
    const html = await answer.text()
    const location = answer.headers.get('location')
    form = undefined
    if (answer.status >= 300 && answer.status < 400 && location) at = new URL(location, at)
    else if (/<form/.test(html) && at.pathname !== '/callback') {
      form = filledIn(html, person)
      at = new URL(unescaped(/<form[^>]*action="([^"]*)"/.exec(html)?.[1] ?? at.href), at)
    } else return
  }
}

/** Every field of the page's form with the value it came with, or with what the person knows; its first button pressed. */
function filledIn(html: string, person: Person): URLSearchParams {
  const form = new URLSearchParams()
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name')
    if (name !== undefined) form.set(name, known(name, person) ?? attribute(tag, 'value') ?? '')
  }
  const [button = ''] = /<button[^>]*>/.exec(html) ?? []
  const name = attribute(button, 'name')
  if (name !== undefined) form.set(name, attribute(button, 'value') ?? '')
  return form
}

function known(field: string, {username, password}: Person): string | undefined {
  return {username, password}[field]
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? undefined : unescaped(value)
}

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))).replaceAll('&amp;', '&')
}
