import {Failure} from '../../failure.ts'
import type {Environment} from '../world.ts'

/** A proxy that stands between this machine and the addresses it was set for. */
export interface ProxyServer {
  readonly protocol: 'http:' | 'https:'
  readonly hostname: string
  readonly port: number
  /** The variable that names it. */
  readonly variable: string
  /** `Proxy-Authorization`, where the variable carries a user name. Never shown. */
  readonly authorization?: string
}

/** Whether any proxy is set; where none is, nothing of all this is loaded. */
export function proxiesAreSet(env: Environment): boolean {
  return (['https', 'http'] as const).some(scheme => settingFor(scheme, env) !== undefined)
}

/**
 * The proxy for requests to `url`, by the variables that curl, Go and Node read: HTTPS_PROXY or HTTP_PROXY by the URL's
 * own scheme, and NO_PROXY, each in lower case first. Nothing to this machine itself ever goes through a proxy.
 * @throws Failure `config_invalid` when the variable names nothing that can be spoken to; its value is not repeated.
 */
export function proxyFor(env: Environment, url: URL): ProxyServer | undefined {
  const setting = settingFor(url.protocol === 'https:' ? 'https' : 'http', env)
  if (setting === undefined || isThisMachine(url.hostname) || isExempt(env.no_proxy ?? env.NO_PROXY, url))
    return undefined
  const {variable, value} = setting
  const proxy = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`)
  if (!proxy?.hostname) throw unusable(variable, 'is not an address')
  const {protocol, hostname, port, username, password} = proxy
  if (protocol.startsWith('socks')) throw unusable(variable, 'names a SOCKS proxy, which authctl does not speak to')
  if (protocol !== 'http:' && protocol !== 'https:') throw unusable(variable, `begins with ${protocol}//`)
  return {
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
    variable,
    ...(username === '' ? {} : {authorization: basic(username, password, variable)}),
  }
}

function settingFor(scheme: 'http' | 'https', env: Environment): {variable: string; value: string} | undefined {
  const names = [`${scheme}_proxy`, `${scheme.toUpperCase()}_PROXY`]
  const variable = names.find(name => env[name] !== undefined)
  const value = variable && env[variable]?.trim()
  return value ? {variable, value} : undefined
}

function isThisMachine(hostname: string): boolean {
  return /^((.+\.)?localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(hostname)
}

/** NO_PROXY: names with all below them, addresses, each with a port or without, or `*` for everything. */
function isExempt(list: string | undefined, {hostname, port, protocol}: URL): boolean {
  const host = hostname.toLowerCase()
  const reached = port || (protocol === 'https:' ? '443' : '80')
  return (list ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .some(entry => {
      const [, name = '', only] = /^\*?\.?(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [entry, entry]
      if (only !== undefined && only !== reached) return false
      return entry === '*' || (name !== '' && (host === name || host === `[${name}]` || host.endsWith(`.${name}`)))
    })
}

function basic(username: string, password: string, variable: string): string {
  try {
    const words = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
    return `Basic ${Buffer.from(words).toString('base64')}`
  } catch (cause) {
    throw unusable(variable, 'has a % in its user name or password that must be written %25', cause)
  }
}

function unusable(variable: string, why: string, cause?: unknown): Failure {
  return new Failure('config_invalid', `The variable ${variable} ${why}.`, {
    hints: [`set ${variable} to http://HOST:PORT or https://HOST:PORT`, `unset ${variable}`],
    cause,
  })
}
