import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'

// Left alone, vitest keeps a core for itself, which is one of two in CI, and its own process has little to do.
const workers = Math.max(2, availableParallelism() - 1)
// One engine per test file, so the number of workers bounds memory; the two-core CI machine is the yardstick.
const engineBound = {
  ...{ pool: 'forks', testTimeout: 60_000, hookTimeout: 90_000 },
  expect: { poll: { timeout: 20_000 } },
} as const
// What is killed starts again and again there, and a machine that is slow or busy is no fault: these only end what hangs.
const patient = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 120_000 } } }
const manyAtOnce = { ...engineBound, maxWorkers: Math.min(workers, 4), sequence: { groupOrder: 1 } }
const twoAtOnce = { ...engineBound, maxWorkers: 2, sequence: { groupOrder: 2 } }

// What is measured in them is how soon something answers, or how much memory it takes.
const faultsAlone = ['http-bodies', 'http-connections', 'reports-during-ingest', 'request-garbage'].map((name) =>
  faultFile(name),
)

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          setupFiles: ['tests/support/property-seed.ts'],
          pool: 'forks',
          maxWorkers: workers,
          // A property is many cases, and the machine may be busy.
          testTimeout: 30_000,
        },
      },
      { test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], ...manyAtOnce } },
      { test: { name: 'browser', include: ['tests/browser/**/*.test.ts'], ...twoAtOnce } },
      { test: { name: 'faults', include: [faultFile('*')], exclude: faultsAlone, ...twoAtOnce, ...patient } },
      { test: { name: 'faults-alone', include: faultsAlone, ...engineBound, ...patient, fileParallelism: false } },
      // Runs for as long as it is told: npm run soak.
      { test: { name: 'soak', include: ['tests/soak/**/*.test.ts'], ...engineBound, fileParallelism: false } },
      { test: { name: 'acceptance', include: ['tests/acceptance/**/*.test.ts'], ...twoAtOnce } },
    ],
  },
})

function faultFile(name: string): string {
  return `tests/faults/${name}.test.ts`
}
