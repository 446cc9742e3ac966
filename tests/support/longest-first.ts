import { basename } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** How test files that take a minute or more begin, longest first: started last, one would keep a core waiting. */
const long = [
  ...['kill-collector', 'kill-fail-points', 'proxy', 'engine-down', 'duplicates', 'stop-collector'],
  ...['server-kill', 'disk-full', 'import-kill', 'replay', 'flush-kill', 'clocks'],
  ...['oracle', 'cases', 'demo', 'cli', 'snippet', 'sdk-'],
]

/** Starts the long files before the others; the rest stays in the order of vitest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b))
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = long.findIndex((name) => basename(moduleId).startsWith(name))
  return rank < 0 ? long.length : rank
}
