/** A browser without a screen: follows redirects, keeps cookies, fills in forms by the names of their fields. */
export interface Visitor {
  /** Opens an address, and follows redirects until there is a page, or an address the visitor does not go to. */
  open(url: string | URL): Promise<Place>
  /** Fills in the page's form and posts it; `press` names a button where there are several. */
  submit(place: Place, fields?: Record<string, string>, press?: string): Promise<Place>
  /** Opens an address and answers each page on the way, until the browser would leave the visitor's origin. */
  signIn(url: string, username?: string, password?: string): Promise<URL>
}

/** Where a visitor stands: a page, or an address outside that the browser was sent to. */
export interface Place {
  readonly url: URL
  readonly status: number
  readonly html: string
  readonly headers: Headers
  readonly left: boolean
}

/** A visitor with a cookie jar of their own, who stays at `origin` where one is named and else goes where they are sent. */
export function visitor(origin?: string): Visitor {
  const jar: {host: string; name: string; value: string; path: string}[] = []

  async function request(url: URL, init: RequestInit = {}, hops = 0): Promise<Place> {
    if (origin !== undefined && url.origin !== origin)
      return {url, status: 0, html: '', headers: new Headers(), left: true}
    if (hops > 20) throw new Error(`redirects without end at ${url}`)
    const cookie = jar
      .filter(({host}) => host === url.host)
      .filter(({path}) => url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(({name, value}) => `${name}=${value}`)
      .join('; ')
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {accept: 'text/html', ...init.headers, cookie},
    })
    for (const line of answer.headers.getSetCookie()) keep(url.host, line)
    const location = answer.headers.get('location')
    if (answer.status >= 300 && answer.status < 400 && location) {
      await answer.body?.cancel()
      return request(new URL(location, url), {}, hops + 1)
    }
    return {url, status: answer.status, html: await answer.text(), headers: answer.headers, left: false}
  }

  function keep(host: string, line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/)
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    const path = attributes.find(attribute => /^path=/i.test(attribute))?.slice(5) ?? '/'
    const known = jar.findIndex(cookie => cookie.host === host && cookie.name === name && cookie.path === path)
    if (known >= 0) jar.splice(known, 1)
    if (value !== '') jar.push({host, name, value, path})
  }

  const here: Visitor = {
    open: url => request(new URL(url)),
    submit: ({url, html}, fields = {}, press) => {
      const action = unescaped(/<form[^>]* action="([^"]*)"/.exec(html)?.[1] ?? url.href)
      const body = new URLSearchParams()
      for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
        const name = attribute(tag, 'name')
        if (name) body.set(name, fields[name] ?? unescaped(attribute(tag, 'value') ?? ''))
      }
      const button = [...html.matchAll(/<button([^>]*)>([^<]*)/g)].find(([, , label]) => !press || label === press)
      const name = button && attribute(button[1] ?? '', 'name')
      if (name) body.set(name, attribute(button[1] ?? '', 'value') ?? '')
      return request(new URL(action, url), {method: 'POST', body, headers: {origin: url.origin}})
    },
    signIn: async (url, username = 'ada', password = 'Correct-Horse-9') => {
      let place = await here.open(url)
      for (let pages = 0; !place.left && pages < 6; pages++)
        place = await here.submit(place, /name="password"/.test(place.html) ? {username, password} : {})
      if (!place.left) throw new Error(`still at ${place.url}: ${place.html.replace(/<style[\s\S]*<\/style>/, '')}`)
      return place.url
    },
  }
  return here
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
}

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
}
