import { describe, expect, test } from 'vitest'
import { describeFailure } from '../../collector/engine/engine-failure.ts'
import { engineLibrary } from '../../collector/engine/engine-library.ts'

describe('describeFailure', () => {
  const folder = '/data/engine'

  test.each([
    [
      'Code: 76. DB::Exception: Cannot lock file /data/status. (CANNOT_OPEN_FILE)',
      'locked',
      /another process.*Nothing was changed.*Stop/,
    ],
    ['Code: 210. DB::Exception: Listen [127.0.0.1]:1 failed: Address already in use', 'port', /port.*taken/],
    ['std::exception: No space left on device', 'disk', /\/data\/engine is full.*kept.*Free some space/],
    ['Code: 243. DB::Exception: (NOT_ENOUGH_SPACE)', 'disk', /full/],
    ["EROFS: read-only file system, mkdir '/data/engine'", 'denied', /cannot be written.*Nothing was changed.*another/],
    ['Code: 999. DB::Exception: what now', 'other', /kept.*what now/],
    ['', 'other', /last words: none/],
  ] as const)('says what happened, what was kept and what to do: %s', (lastWords, kind, message) => {
    const failure = describeFailure(lastWords, folder)
    expect(failure.kind).toBe(kind)
    expect(failure.message).toMatch(message)
  })

  test('names the process that holds the folder', () => {
    expect(describeFailure('Cannot lock file', folder, 4711).message).toContain('the Takehold process 4711')
  })

  test('quotes the last lines only, without the chatter', () => {
    const words = ['Logging errors to x', ...Array.from({ length: 50 }, (_, line) => `line ${line}`)].join('\n')
    const { message } = describeFailure(words, folder)
    expect(message).toContain('line 49')
    expect(message).not.toContain('line 40')
    expect(message).not.toContain('Logging')
  })
})

describe('engineLibrary', () => {
  test('says on which platforms there is one, and the other way, when none is installed', () => {
    expect(() => engineLibrary(() => undefined)).toThrow(/No ClickHouse engine is installed for .*CLICKHOUSE_URL/)
  })

  test('answers the path', () => {
    expect(engineLibrary(() => ({ path: '/x/libchdb.so' }))).toBe('/x/libchdb.so')
  })
})
