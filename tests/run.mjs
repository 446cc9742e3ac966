import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freshBuild } from '../collector/cli/fresh-build.mjs'
import { ensureChromium } from './support/ensure-chromium.mjs'
import { countKills, killsMin } from './support/kill-count.mjs'
import { runTool } from './support/run-tool.mjs'
import { addUp, countRun, listFailures } from './support/test-totals.mjs'

// The one test command: builds, checks, runs every project, ends with "N passed, N failed".
// Arguments are handed to vitest: npm test -- tests/unit/cli-table.test.ts
const root = fileURLToPath(new URL('..', import.meta.url))
const results = join(root, 'tests', '.artifacts', `results-${process.pid}`)
const otherZone = 'America/New_York'

/** Tests whose numbers depend on dates run again in a zone with daylight saving. */
const zoneSensitive = ['tests/unit', 'integration/oracle-at-once', 'integration/oracle-late', 'golden']

process.exitCode = await main(process.argv.slice(2))

async function main(args) {
  mkdirSync(results, { recursive: true })
  try {
    const counts = args.length > 0 ? await runSome(args) : await runAll()
    const { passed, failed, failures } = addUp(counts)
    // Once more at the end, where a long run is looked at first.
    for (const failure of failures) process.stdout.write(`\nfailed: ${failure}`)
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
    return failed === 0 && passed > 0 ? 0 : 1
  } finally {
    rmSync(results, { recursive: true, force: true })
  }
}

async function runSome(args) {
  if (!(await build())) return [{ passed: 0, failed: 1, failures: ['build'] }]
  return [await vitest('chosen', args)]
}

async function runAll() {
  const counts = [
    await check('format and lint', 'biome', ['check', '.']),
    await check('types', 'tsc', ['-b']),
    (await build()) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, failures: ['build'] },
    await vitest('unit', ['--project', 'unit']),
    await vitest('integration', ['--project', 'integration']),
    (await ensureChromium())
      ? await vitest('browser', ['--project', 'browser'])
      : { passed: 0, failed: 1, failures: ['browser: no Chromium'] },
    ...(await faults()),
    await vitest('zone', [...zoneSensitive, '--project', 'unit', '--project', 'integration'], {
      TZ: otherZone,
      // Other organisations than in the first run, and fewer: the zone of the machine is the same for all of them.
      PROPERTY_SEED: process.env.PROPERTY_SEED ?? '5',
      TAKEHOLD_ORGANISATIONS: '20',
    }),
  ]
  if (hasAcceptanceData()) counts.push(await vitest('acceptance', ['--project', 'acceptance']))
  return counts
}

async function faults() {
  const file = join(results, 'kills')
  const counts = await vitest('faults', ['--project', 'faults', '--project', 'faults-alone'], {
    TAKEHOLD_KILLS_FILE: file,
    TAKEHOLD_READY_STORE: join(results, 'ready-store'),
  })
  const { kills, words } = countKills(existsSync(file) ? readFileSync(file, 'utf8') : undefined)
  process.stdout.write(`${words}; at least ${killsMin} are wanted\n`)
  return [
    counts,
    kills < killsMin ? { passed: 0, failed: 1, failures: ['faults: too few kills'] } : { passed: 1, failed: 0 },
  ]
}

function hasAcceptanceData() {
  const { TAKEHOLD_ACCEPTANCE_DATA: folder } = process.env
  if (folder && existsSync(folder)) return true
  process.stdout.write('\nThe acceptance tests need TAKEHOLD_ACCEPTANCE_DATA, a folder with real data: not run.\n')
  return false
}

async function build() {
  try {
    await freshBuild(root, ['collector', 'dashboard'], (line) => process.stdout.write(`${line}\n`))
    return true
  } catch (error) {
    process.stdout.write(`${error.message}\n`)
    return false
  }
}

async function check(label, tool, args) {
  process.stdout.write(`\n── ${label}\n`)
  const code = await runTool(root, tool, args)
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, failures: [label] }
}

async function vitest(label, args, environment = {}) {
  const zone = environment.TZ === undefined ? '' : ` in ${environment.TZ}`
  process.stdout.write(`\n── ${label}${zone}\n`)
  const file = join(results, `${label}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await runTool(root, 'vitest', ['run', '--passWithNoTests', ...reporters, ...args], environment)
  const report = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  return { ...countRun(code, report), failures: listFailures(report).map((failure) => `${label}: ${failure}`) }
}
