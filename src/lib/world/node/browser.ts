import {spawn} from 'node:child_process'
import {Failure} from '../../failure.ts'
import type {Browser, Environment} from '../world.ts'
import {withoutSecrets} from './own-environment.ts'

/**
 * Opens pages with the program `BROWSER` names, else the platform's opener.
 *
 * Only https, or http to this machine, is ever handed to another program: a server decides what stands in these URLs.
 */
export function systemBrowser(env: Environment): Browser {
  return {
    async open(url) {
      assertOpenable(url)
      if (env.BROWSER) return start(env.BROWSER, [url.href], env)
      const {default: open} = await import('open')
      const child = await open(url.href).catch(error => {
        throw new Failure('unsupported', 'No browser could be started.', {hints: ['pass --no-browser'], cause: error})
      })
      child.on('error', () => {})
      child.unref()
    },
  }
}

/** @throws Failure `denied` for any URL that a browser should not be given. */
export function assertOpenable(url: URL): void {
  const loopback = url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname)
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && loopback)
  if (!allowed || url.username !== '' || url.password !== '')
    throw new Failure(
      'denied',
      `Refused to open ${JSON.stringify(url.href.slice(0, 200))}: only https pages are opened.`,
    )
}

function start(program: string, args: string[], env: Environment): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {stdio: 'ignore', detached: true, env: withoutSecrets(env)})
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
    child.once('error', error =>
      reject(new Failure('unsupported', `The program named by BROWSER could not be started.`, {cause: error})),
    )
  })
}
