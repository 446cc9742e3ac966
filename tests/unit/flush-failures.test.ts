import { expect, test } from 'vitest'
import { classifyFailure, LaneStop, refusalInWords } from '../../collector/ingest/flush/error-class.ts'
import { createRefusalBound } from '../../collector/ingest/flush/refusal-bound.ts'
import { pauseMs } from '../../collector/ingest/flush/retry-for-ever.ts'
import { readRefusal } from '../../collector/ingest/flush/store-refusal.ts'

const refused = (code: number, text = 'Something. (SOME_ERROR)') =>
  readRefusal(500, String(code), `Code: ${code}. DB::Exception: ${text} (version 26.7.1.1 (official build))`)
const kindOf = (code: number) => classifyFailure(refused(code)).kind

test('overload, time-outs and what nobody knows may pass', () => {
  for (const code of [159, 202, 209, 210, 241, 242, 243, 252, 319, 999, 49, 12_345])
    expect(kindOf(code)).toBe('passing')
  expect(classifyFailure(new Error('connect ECONNREFUSED 127.0.0.1:1')).kind).toBe('passing')
  expect(classifyFailure(readRefusal(502, undefined, '<html>Bad gateway</html>'))).toMatchObject({
    kind: 'passing',
    code: 'http-502',
  })
})

test('a broken schema or a missing right stops the lane and says what to do', () => {
  for (const code of [16, 60, 81, 117, 192, 497, 516]) expect(kindOf(code)).toBe('repair')
  expect(classifyFailure(refused(60, 'Table takehold.events does not exist. (UNKNOWN_TABLE)')).reason).toBe(
    'A table is missing. Start Takehold again so that it makes its tables, or restore a backup. ' +
      'The store says: Table takehold.events does not exist. (UNKNOWN_TABLE)',
  )
  expect(classifyFailure(new LaneStop('In words.'))).toEqual({ kind: 'repair', code: 'stopped', reason: 'In words.' })
})

test('what lies in the rows themselves is for halving', () => {
  for (const code of [6, 26, 27, 33, 38, 41, 53, 69, 72, 469]) expect(kindOf(code)).toBe('poison')
})

test('why a row was refused is told without a value of it', () => {
  const violated =
    'Constraint `short_name` for table takehold.events (f00) is violated at row 3. ' +
    "Expression: (length(event) < 5). Column values: event = 'anna@example.org (SECRET)'. (VIOLATED_CONSTRAINT)"
  expect(refusalInWords(refused(469, violated))).toBe("the store's constraint short_name does not hold")
  const unparsed =
    "Cannot parse input: expected ',' before: 'anna@example.org': (at row 1). (CANNOT_PARSE_INPUT_ASSERTION_FAILED)"
  expect(refusalInWords(refused(27, unparsed))).toBe('the store refused it (27 CANNOT_PARSE_INPUT_ASSERTION_FAILED)')
  expect(classifyFailure(refused(27, unparsed)).reason).not.toContain('anna')
})

test('a folder that cannot be written is named as such', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  expect(classifyFailure(full)).toMatchObject({
    kind: 'passing',
    reason: expect.stringContaining('folder of the spool'),
  })
})

test('pauses double with jitter and have an end', () => {
  const limits = { pauseMsMin: 500, pauseMsMax: 30_000 }
  expect([0, 1, 2, 3, 6, 7, 50].map((failures) => pauseMs(failures, limits, () => 1))).toEqual([
    500, 1_000, 2_000, 4_000, 30_000, 30_000, 30_000,
  ])
  expect([0, 1, 2, 50].map((failures) => pauseMs(failures, limits, () => 0))).toEqual([500, 500, 1_000, 15_000])
})

test('of a batch five in a hundred rows may be refused; of small ones one, but not of one after the other', () => {
  const bound = createRefusalBound()
  expect([bound.max(1_000), bound.max(100), bound.max(19), bound.max(1)]).toEqual([50, 5, 1, 1])
  for (let batch = 0; batch < 3; batch++) bound.note(1, 1)
  expect([bound.max(1), bound.max(100)]).toEqual([0, 5])
  bound.note(100, 1)
  expect(bound.max(1)).toBe(1)
})
