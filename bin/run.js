#!/usr/bin/env node
// Starts authctl. Kept to what the oldest Node can parse, so that it can say in one sentence that it is too old; and
// without a static import, since each of Node's own modules costs more than all that is said for --version.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) await handOver()
else if (process.argv.length === 3 && ['--version', '-v'].includes(process.argv[2])) sayVersion()
else {
  await process
    .getBuiltinModule('module')
    .createRequire(import.meta.url)('../dist/start.cjs')
    .start()
}

function sayVersion() {
  const {readFileSync, writeSync} = process.getBuiltinModule('fs')
  const {name, version} = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  try {
    writeSync(1, `${name} ${version}\n`)
  } catch (error) {
    if (error.code === 'EPIPE') return
    process.stderr.write(`Error: The answer could not be written: ${error.code}.\n`)
    process.exitCode = 1
  }
}

/** A checkout brings a Node of its own, which goes on from here. */
async function handOver() {
  const [{spawnSync}, {existsSync}, {fileURLToPath}] = await Promise.all([
    import('node:child_process'),
    import('node:fs'),
    import('node:url'),
  ])
  const own = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))
  if (existsSync(own)) {
    const {status, signal} = spawnSync(own, process.argv.slice(1), {stdio: 'inherit'})
    process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 1)
  } else {
    process.stderr.write(`authctl needs Node 22.18 or newer; this is ${process.versions.node}.\n`)
    process.exitCode = 2
  }
}
