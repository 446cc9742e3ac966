import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { freshBuild } from '../../collector/cli/fresh-build.mjs'
import { runTool } from '../support/run-tool.mjs'

// npm run soak -- --minutes 30 [--seed 7] [--log promises.ndjson]: random faults under load for as long as asked, then the verdict of the oracle.
// Ends with 0 when everything acknowledged is stored once and everything derived says the same.
const root = fileURLToPath(new URL('../..', import.meta.url))
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' }, log: { type: 'string' } },
})

await freshBuild(root, ['collector', 'dashboard'], (line) => process.stdout.write(`${line}\n`))
process.exitCode = await runTool(root, 'vitest', ['run', '--project', 'soak'], {
  SOAK_MINUTES: values.minutes,
  ...(values.seed === undefined ? {} : { FAULT_SEED: values.seed }),
  ...(values.log === undefined ? {} : { SOAK_LOG: resolve(values.log) }),
})
