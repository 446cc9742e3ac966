#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

// Plain JavaScript that runs before anything is compiled, and on a Node that is too old for the rest.
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Takehold needs Node 20.19 or newer; this is ${process.version}. Nothing was started or changed. ` +
      'Install a newer Node from https://nodejs.org and run the same command again.\n',
  )
  process.exit(1)
}

/** An installed package has no tsconfig beside its sources: there is nothing to build there. */
const isCheckout = existsSync(join(root, 'collector', 'tsconfig.json'))
const { freshBuild } = await import('./cli/fresh-build.mjs')
if (isCheckout) {
  try {
    const targets = process.argv[2] === 'start' ? ['collector', 'dashboard'] : ['collector']
    await freshBuild(root, targets, (line) => process.stderr.write(`${line}\n`))
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

const { main } = await import(pathToFileURL(join(root, 'dist', 'collector', 'cli', 'main.js')).href)
process.exitCode = await main(process.argv.slice(2))
