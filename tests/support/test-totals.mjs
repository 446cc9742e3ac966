/** Counts one vitest run from its JSON report; whatever failed outside a test counts as one failed test. */
export function countRun(code, report) {
  const { numPassedTests: passed, numFailedTests: failedTests, testResults } = readReport(report)
  const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.every(isNotFailed))
  const failed = failedTests + unloaded.length
  // An unhandled rejection, a killed worker or a report that was never written.
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
}

/** What failed in a run, one line each: file, full name, and the first line of the reason. */
export function listFailures(report) {
  return readReport(report).testResults.flatMap(({ name = '', message = '', status, assertionResults }) => {
    const failed = assertionResults.filter((assertion) => assertion.status === 'failed')
    if (failed.length === 0) return status === 'failed' ? [`${fileOf(name)}: ${firstLine(message)}`] : []
    return failed.map(({ fullName, failureMessages = [] }) => {
      return `${fileOf(name)}: ${fullName}: ${firstLine(failureMessages[0] ?? '')}`
    })
  })
}

function fileOf(path) {
  return path.replace(/^.*\/tests\//, 'tests/')
}

function firstLine(text) {
  return text.split('\n', 1)[0].slice(0, 300)
}

/** The sum of several runs. */
export function addUp(counts) {
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
    failures: counts.flatMap(({ failures = [] }) => failures),
  }
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
