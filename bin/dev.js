#!/usr/bin/env node
// The same program straight from its sources: nothing to build, nothing stale.
const {main} = await import('../src/main.ts')
await main()
