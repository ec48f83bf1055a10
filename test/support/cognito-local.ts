import {spawn} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import type {AddressInfo} from 'node:net'
import {createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {CognitoIdentityProviderClient} from '@aws-sdk/client-cognito-identity-provider'

/** Somebody else's emulator of Cognito, in a process of its own. */
export interface CognitoLocal {
  readonly url: string
  readonly cognito: CognitoIdentityProviderClient
  stop(): Promise<void>
}

const program = fileURLToPath(import.meta.resolve('cognito-local/lib/bin/start.js'))

/** Starts cognito-local on a free port, with nothing in it. */
export async function startCognitoLocal(): Promise<CognitoLocal> {
  const folder = mkdtempSync(join(tmpdir(), 'cognito-local-'))
  mkdirSync(join(folder, '.cognito'))
  // People have names here; by default they would be e-mail addresses.
  writeFileSync(join(folder, '.cognito/config.json'), '{"UserPoolDefaults": {"UsernameAttributes": []}}')
  const port = await freePort()
  const env = {PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port)}
  const child = spawn(process.execPath, [program], {cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe']})
  let said = ''
  const url = `http://127.0.0.1:${port}`
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk
      if (said.includes('Cognito Local running')) resolve()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', () => reject(new Error(`cognito-local did not start:\n${said}`)))
  })
  const cognito = new CognitoIdentityProviderClient({
    endpoint: url,
    region: 'local',
    credentials: {accessKeyId: 'local', secretAccessKey: 'local'},
    maxAttempts: 1,
  })
  return {
    url,
    cognito,
    stop: async () => {
      cognito.destroy()
      const gone = new Promise(resolve => child.once('close', resolve))
      child.kill()
      await gone
      rmSync(folder, {recursive: true, force: true})
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
