import {isLoopback, wrongAddress} from '../address.ts'
import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import type {World} from '../world/world.ts'
import {assertCodeFlow, authorizationRequest} from './authorization-request.ts'
import {cognitoPorts} from './cognito.ts'
import type {Connection, Outside} from './connection.ts'
import {redeemed} from './redeem-code.ts'
import {redirectUris, withPort, withRegistered} from './redirect-uris.ts'
import type {SignInRequest} from './sign-in-request.ts'
import type {TokenSet} from './token-set.ts'

type Desk = Outside & Pick<World, 'ask' | 'terminal'>

/** A person gets this many tries at pasting the right thing. */
const tries = 3

/**
 * The same as through a browser on this machine, with the browser anywhere: nobody listens, the person brings back the
 * address it landed on. It is held against state, issuer and nonce like any other answer.
 *
 * @throws Failure `input_required` where nothing came; `usage` for something else than that address; `denied`,
 *   `timed_out`, `cancelled`, `token_rejected`, `unsupported`, `unreachable`.
 */
export async function pastedCode(world: Desk, connection: Connection, request: SignInRequest): Promise<TokenSet> {
  assertCodeFlow(connection)
  const redirectUri = landing(await withRegistered(connection.profile, request), request)
  const asked = await authorizationRequest(connection, request, redirectUri)
  world.trace?.browser('sent', asked.url.href)
  request.tell.visit({url: asked.url.href, opening: false, landing: redirectUri})
  return redeemed(world, connection, request, await broughtBack(world, request, redirectUri), asked)
}

/** Where nothing has to listen, any registered address will do, elsewhere included; a port is named, for it may be none. */
function landing(profile: Profile, request: SignInRequest): string {
  const registered = request.ports?.length ? [] : (profile.redirectUris ?? [])
  // A page elsewhere might take the code for its own, and use it up.
  const {redirectUri = registered.find(isLoopback) ?? registered[0]} = request
  if (redirectUri !== undefined) {
    const wrong = wrongAddress(redirectUri)
    if (wrong) throw new Failure('usage', `The redirect URI ${redirectUri.slice(0, 200)} cannot be used: it ${wrong}.`)
    return redirectUri
  }
  const [first] = redirectUris(profile, request)
  return first && first.port !== 0 ? first.uri : withPort(first?.uri ?? '', cognitoPorts[0])
}

async function broughtBack(world: Desk, {tell, timeoutMs}: SignInRequest, redirectUri: string) {
  for (let attempt = 1; ; attempt++) {
    const found = parametersIn(await line(world, timeoutMs), redirectUri)
    if (typeof found !== 'string') return found
    if (!world.ask.possible || attempt === tries) throw new Failure('usage', found)
    tell.remark(`${found} Try again.`)
  }
}

async function line({ask, terminal, clock, cancelled}: Desk, timeoutMs: number | undefined): Promise<string> {
  const flag = 'the address on standard input'
  if (ask.possible) return ask.text({message: 'Address the browser landed on', flag})
  const done = new AbortController()
  const end = clock.sleep(timeoutMs ?? 5 * 60_000, AbortSignal.any([cancelled, done.signal])).then(() => {
    throw new Failure('timed_out', 'No address was given in time.', {hints: ['authctl login --timeout SECONDS']})
  })
  try {
    const given = terminal.inputIsTerminal ? undefined : await Promise.race([terminal.readLine(), end])
    if (given?.trim()) return given
  } finally {
    done.abort()
    end.catch(() => {})
  }
  throw new Failure('input_required', 'The address that the browser landed on has to come on standard input.', {
    hints: ['write it to standard input, as one line'],
  })
}

/** What the address carries, or what is wrong with it. Its query alone will do. */
function parametersIn(pasted: string, redirectUri: string): URLSearchParams | string {
  const text = pasted.trim().replace(/^(["'<])(.*)["'>]$/, '$2')
  const [address = '', query] = text.split(/\?(.*)/s)
  const bare = query === undefined && /^(code|state|iss|error)=/.test(text)
  const elsewhere = !bare && address !== '' && address !== redirectUri.split('?')[0]
  if (elsewhere) return `That is not the address: it begins with ${redirectUri}.`
  const parameters = new URLSearchParams((bare ? text : (query ?? '')).split('#', 1)[0])
  if (['code', 'error', 'response'].some(name => parameters.has(name))) return parameters
  return 'There is neither a code nor an error in that address.'
}
