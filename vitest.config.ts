import { defineConfig } from 'vitest/config'

// One engine per test file, so the number of workers bounds memory; the two-core CI machine is the yardstick.
const engineBound = { pool: 'forks', testTimeout: 60_000, hookTimeout: 90_000 } as const

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          setupFiles: ['tests/support/property-seed.ts'],
          pool: 'forks',
          // A property is many cases, and the machine may be busy.
          testTimeout: 30_000,
        },
      },
      { test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], ...engineBound } },
      { test: { name: 'browser', include: ['tests/browser/**/*.test.ts'], ...engineBound, fileParallelism: false } },
      { test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], ...engineBound, fileParallelism: false } },
      // Runs for as long as it is told: npm run soak.
      { test: { name: 'soak', include: ['tests/soak/**/*.test.ts'], ...engineBound, fileParallelism: false } },
      {
        test: {
          name: 'acceptance',
          include: ['tests/acceptance/**/*.test.ts'],
          ...engineBound,
          fileParallelism: false,
        },
      },
    ],
  },
})
