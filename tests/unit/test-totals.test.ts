import { describe, expect, test } from 'vitest'
import { addUp, countRun, listFailures } from '../support/test-totals.mjs'

const passing = { status: 'passed', assertionResults: [{ status: 'passed' }] }
const report = (passed: number, failed: number, testResults: object[]) =>
  JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults })

describe('counting a run', () => {
  test('passed and failed tests are taken from the report', () => {
    const failing = { status: 'failed', assertionResults: [{ status: 'failed' }] }
    expect(countRun(1, report(3, 1, [passing, failing]))).toEqual({ passed: 3, failed: 1 })
  })

  test('a file that could not be loaded counts as one failed test', () => {
    expect(countRun(1, report(1, 0, [passing, { status: 'failed', assertionResults: [] }]))).toEqual({
      passed: 1,
      failed: 1,
    })
  })

  test('a hook that failed after passed tests counts as one failed test', () => {
    const hook = { status: 'failed', assertionResults: [{ status: 'passed' }] }
    expect(countRun(1, report(1, 0, [hook]))).toEqual({ passed: 1, failed: 1 })
  })

  test('a bad exit without any failed test counts as one, also without a report or with a torn one', () => {
    expect(countRun(1, report(2, 0, [passing]))).toEqual({ passed: 2, failed: 1 })
    expect(countRun(1, undefined)).toEqual({ passed: 0, failed: 1 })
    expect(countRun(1, '{"numPassed')).toEqual({ passed: 0, failed: 1 })
  })

  test('runs add up', () => {
    expect(
      addUp([
        { passed: 2, failed: 1 },
        { passed: 3, failed: 0, failures: ['a'] },
      ]),
    ).toEqual({ passed: 5, failed: 1, failures: ['a'] })
  })

  test('what failed is told by file, name and the first line of the reason', () => {
    const name = '/somewhere/tests/unit/a.test.ts'
    const failing = { status: 'failed', fullName: 'a sum adds', failureMessages: ['Error: 1 is not 2\n    at here'] }
    const results = [
      { name, status: 'failed', assertionResults: [failing, { status: 'passed' }] },
      { name, status: 'failed', message: 'SyntaxError: what\n', assertionResults: [] },
      { name, status: 'passed', assertionResults: [{ status: 'passed' }] },
    ]
    expect(listFailures(report(1, 1, results))).toEqual([
      'tests/unit/a.test.ts: a sum adds: Error: 1 is not 2',
      'tests/unit/a.test.ts: SyntaxError: what',
    ])
    expect(listFailures(undefined)).toEqual([])
  })
})
