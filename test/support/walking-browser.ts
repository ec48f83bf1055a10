/** A browser without a screen: follows redirects, keeps cookies, submits forms as a person would who agrees. */
export interface WalkingBrowser {
  /** Opens a page and walks until one arrives that is no redirect. */
  walk(url: string | URL): Promise<Page>
  /** Sends the only form of a page with these fields added. */
  submit(page: Page, fields?: Record<string, string>): Promise<Page>
}

export interface Page {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

export function walkingBrowser(): WalkingBrowser {
  const cookies = new Map<string, string>()

  async function load(url: string, init: RequestInit = {}): Promise<Page> {
    for (let hops = 0; hops < 20; hops++) {
      const response = await fetch(url, {...init, redirect: 'manual', headers: {...init.headers, cookie: jar(url)}})
      for (const cookie of response.headers.getSetCookie()) {
        const [name = '', value = ''] = cookie.split(';', 1)[0]?.split(/=(.*)/s) ?? []
        cookies.set(`${new URL(url).host} ${name}`, value)
      }
      const location = response.headers.get('location')
      if (!location || response.status < 300 || response.status > 399)
        return {url, status: response.status, headers: response.headers, text: await response.text()}
      await response.body?.cancel()
      url = new URL(location, url).href
      init = {}
    }
    throw new Error(`redirects without end at ${url}`)
  }

  function jar(url: string): string {
    const {host} = new URL(url)
    const own = [...cookies].filter(([key, value]) => key.startsWith(`${host} `) && value !== '')
    return own.map(([key, value]) => `${key.slice(host.length + 1)}=${value}`).join('; ')
  }

  return {
    walk: url => load(String(url)),
    submit: (page, fields = {}) => {
      const action = /<form[^>]*action="([^"]*)"/.exec(page.text)?.[1] ?? page.url
      const hidden = [...page.text.matchAll(/<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)]
      const body = new URLSearchParams({
        ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
        ...fields,
      })
      return load(new URL(action, page.url).href, {method: 'POST', body})
    },
  }
}
