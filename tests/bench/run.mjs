import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freshBuild } from '../../collector/cli/fresh-build.mjs'

// npm run bench: prints times and ratios and asserts none of them, as they depend on the machine and on what else runs
// there. It fails only when a number that is computed twice comes out differently.
// Arguments choose parts, and how much of the full size: npm run bench -- headline measures=0.01
// latency is a part of ingest that can be asked for alone, for so many minutes: npm run bench -- latency=10
// growth makes three organisations, one of them as large as that of measures: npm run bench -- growth=0.1
// keep=DIR uses a folder and leaves it: what measures are timed on is then made once and found again.
const root = fileURLToPath(new URL('../..', import.meta.url))
const parts = {
  ingest: async () => (await import('./ingest.mjs')).benchIngest,
  latency: async () => (await import('./latency.mjs')).benchLatencyFor,
  measures: async () => (await import('./measures.mjs')).benchMeasures,
  growth: async () => (await import('./growth.mjs')).benchGrowth,
  headline: async () => (await import('./headline.mjs')).benchHeadline,
  import: async () => (await import('./import.mjs')).benchImport,
}
/** Parts that run only when they are asked for. */
const alone = new Set(['latency', 'growth'])

await main(process.argv.slice(2))

async function main(args) {
  const kept = args.find((arg) => arg.startsWith('keep='))?.slice('keep='.length)
  const asked = args.filter((arg) => !arg.startsWith('keep='))
  const all = Object.keys(parts).filter((name) => !alone.has(name))
  const chosen = (asked.length > 0 ? asked : all).map((arg) => arg.split('='))
  const unknown = chosen.find(([name]) => !(name in parts))?.[0]
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}": ${Object.keys(parts).join(', ')}.`)
  await freshBuild(root, ['collector'], say)
  say(`${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${gigabytes()} GB, Node ${process.versions.node}`)
  for (const [name, scale] of chosen) {
    // Loaded here: the parts import what the line above has built.
    const bench = await parts[name]()
    const folder = kept === undefined ? await mkdtemp(join(tmpdir(), 'takehold-bench-')) : resolve(kept)
    try {
      await bench({ root, folder, say, ...(scale === undefined ? {} : { scale: Number(scale) }) })
    } finally {
      if (kept === undefined) await rm(folder, { recursive: true, force: true })
    }
  }
}

function gigabytes() {
  return Math.round(totalmem() / 2 ** 30)
}

function say(line) {
  process.stdout.write(`${line}\n`)
}
