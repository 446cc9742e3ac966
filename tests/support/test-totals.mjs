/** Counts one vitest run from its JSON report; whatever failed outside a test counts as one failed test. */
export function countRun(code, report) {
  const { numPassedTests: passed, numFailedTests: failedTests, testResults } = readReport(report)
  const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.every(isNotFailed))
  const failed = failedTests + unloaded.length
  // An unhandled rejection, a killed worker or a report that was never written.
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
}

/** The sum of several runs. */
export function addUp(counts) {
  return counts.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), {
    passed: 0,
    failed: 0,
  })
}

function isNotFailed(assertion) {
  return assertion.status !== 'failed'
}

function readReport(report) {
  const nothing = { numPassedTests: 0, numFailedTests: 0, testResults: [] }
  if (report === undefined) return nothing
  try {
    return { ...nothing, ...JSON.parse(report) }
  } catch {
    return nothing // Cut off: the exit code decides.
  }
}
