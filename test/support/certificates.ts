import {execFileSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

export interface Certificate {
  readonly key: Buffer
  readonly cert: Buffer
}

/** A certificate authority of one test's own, made by openssl. */
export interface Authority {
  /** Its certificate, for NODE_EXTRA_CA_CERTS. */
  readonly file: string
  /** A certificate for a host name; `until` as YYYYMMDD. */
  certify(host: string, until?: string): Certificate
  /** A certificate that nobody vouches for. */
  selfSigned(host: string): Certificate
  dispose(): void
}

const config = `
[ca]
default_ca = own
[own]
dir = .
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = named
unique_subject = no
[named]
commonName = supplied
[req]
distinguished_name = empty
prompt = no
[empty]
commonName = nobody
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
`

export function certificateAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'authctl-ca-'))
  const openssl = (...args: string[]) => execFileSync('openssl', args, {cwd: folder, stdio: 'pipe'})
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  const newKey = (name: string) =>
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', `${name}.key`)
  const request = (name: string, host: string, ...more: string[]) =>
    openssl('req', '-new', '-config', 'ca.cnf', '-key', `${name}.key`, '-subj', `/CN=${host}`, ...more)
  const read = (name: string): Certificate => ({
    key: readFileSync(join(folder, `${name}.key`)),
    cert: readFileSync(join(folder, `${name}.crt`)),
  })

  write('ca.cnf', config)
  write('index.txt', '')
  write('serial', '01\n')
  newKey('ca')
  request('ca', 'a test', '-x509', '-extensions', 'root', '-days', '2', '-out', 'ca.crt')
  return {
    file: join(folder, 'ca.crt'),
    certify(host, until = '20491231') {
      newKey('leaf')
      request('leaf', host, '-out', 'leaf.csr')
      write('names.cnf', `subjectAltName = ${/^[\d.]+$/.test(host) ? 'IP' : 'DNS'}:${host}\n`)
      const own = ['-batch', '-notext', '-config', 'ca.cnf', '-cert', 'ca.crt', '-keyfile', 'ca.key']
      const span = ['-startdate', '20200101000000Z', '-enddate', `${until}000000Z`]
      openssl('ca', ...own, ...span, '-extfile', 'names.cnf', '-in', 'leaf.csr', '-out', 'leaf.crt')
      return read('leaf')
    },
    selfSigned(host) {
      newKey('own')
      request('own', host, '-x509', '-addext', `subjectAltName=DNS:${host}`, '-days', '2', '-out', 'own.crt')
      return read('own')
    },
    dispose: () => rmSync(folder, {recursive: true, force: true}),
  }
}
