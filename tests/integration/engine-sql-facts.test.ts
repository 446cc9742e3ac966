import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertLines, insertRows } from '../../collector/store/insert-rows.ts'
import type { Store } from '../../collector/store/open-store.ts'
import { command, queryRows } from '../../collector/store/query.ts'
import { startTestEngine, type TestEngine } from '../support/engine.ts'

// What the design takes for granted about ClickHouse. When an engine upgrade fails here, the design has to be read again.

let running: TestEngine
let store: Store

beforeAll(async () => {
  running = await startTestEngine()
  store = running.store
})
afterAll(() => running?.stop())

const run = (sql: string) => command(store.writer, sql)
const rows = (sql: string, params?: Record<string, unknown>) => queryRows(store.writer, sql, params)
const one = async (sql: string, params?: Record<string, unknown>) =>
  Object.values((await rows(sql, params))[0] ?? {})[0]

describe('a batch that is sent again', () => {
  const window = 'SETTINGS non_replicated_deduplication_window = 100'
  const batch = [
    { person: 'ada', day: 3 },
    { person: 'bob', day: 4 },
  ]

  beforeAll(async () => {
    await run(`CREATE TABLE raw (person String, day UInt8) ENGINE = MergeTree ORDER BY person ${window}`)
    await run(`CREATE TABLE seen (person String, day UInt8) ENGINE = MergeTree ORDER BY person ${window}`)
    await run('CREATE TABLE broken (yes UInt8) ENGINE = Memory')
    await run(`CREATE MATERIALIZED VIEW seen_from_raw TO seen AS
      SELECT person, day FROM raw WHERE NOT throwIf((SELECT max(yes) FROM broken) = 1, 'the view is broken')`)
  })

  const counts = () => rows('SELECT (SELECT count() FROM raw) AS raw, (SELECT count() FROM seen) AS seen')

  test('under its token counts once, in the table and in the view', async () => {
    await insertRows(store.writer, 'raw', batch, { token: 'a' })
    await insertRows(store.writer, 'raw', batch, { token: 'a' })
    expect(await counts()).toEqual([{ raw: 2, seen: 2 }])
  })

  test('with other rows under the same token is dropped without a word, so a token must hash the bytes', async () => {
    await insertRows(store.writer, 'raw', [{ person: 'eve', day: 5 }], { token: 'a' })
    expect(await counts()).toEqual([{ raw: 2, seen: 2 }])
  })

  test('fills in the view what an insert that failed half-way had left out', async () => {
    await run('INSERT INTO broken VALUES (1)')
    const first = insertRows(store.writer, 'raw', [{ person: 'cy', day: 6 }], { token: 'b' })
    await expect(first).rejects.toThrow(/the view is broken/)
    expect(await one('SELECT count() FROM seen')).toBe(2)
    await run('TRUNCATE TABLE broken')
    await insertRows(store.writer, 'raw', [{ person: 'cy', day: 6 }], { token: 'b' })
    expect(await counts()).toEqual([{ raw: 3, seen: 3 }])
  })

  test('is still known after the engine was killed', async () => {
    const { engine } = running
    const pid = engine?.pid()
    if (engine && pid) {
      const ready = new Promise<void>((resolve) => engine.onState((state) => state === 'ready' && resolve()))
      process.kill(pid, 'SIGKILL')
      await ready
    }
    await insertRows(store.writer, 'raw', batch, { token: 'a' })
    expect(await counts()).toEqual([{ raw: 3, seen: 3 }])
  })

  test('under another token counts twice in a sum and once in idempotent states', async () => {
    await run(`CREATE TABLE rollup (person String, times SimpleAggregateFunction(sum, UInt64),
      days SimpleAggregateFunction(groupBitOr, UInt32), people AggregateFunction(uniqExact, String))
      ENGINE = AggregatingMergeTree ORDER BY person`)
    await run(`CREATE MATERIALIZED VIEW rollup_from_raw TO rollup AS SELECT person, count() AS times,
      groupBitOr(toUInt32(bitShiftLeft(1, day - 1))) AS days, uniqExactState(person) AS people FROM raw GROUP BY person`)
    await insertRows(store.writer, 'raw', [{ person: 'dee', day: 3 }], { token: 'c' })
    await insertRows(store.writer, 'raw', [{ person: 'dee', day: 3 }], { token: 'd' })
    const sql = `SELECT sum(times) AS times, bitCount(groupBitOr(days)) AS days, uniqExactMerge(people) AS people
      FROM rollup WHERE person = 'dee'`
    expect(await rows(sql)).toEqual([{ times: 2, days: 1, people: 1 }])
  })
})

describe('reading one version of each key', () => {
  test('FINAL is exact before any merge, over partitions too, and the first received wins by rank', async () => {
    await run(`CREATE TABLE firsts (id UInt32, at Date, rank UInt64, said String)
      ENGINE = ReplacingMergeTree(rank) PARTITION BY toYYYYMM(at) ORDER BY id`)
    await run('SYSTEM STOP MERGES firsts')
    for (const [rank, at] of [
      ['2', '2026-01-31'],
      ['1', '2026-02-01'],
      ['1', '2026-01-31'],
    ]) {
      await insertRows(store.writer, 'firsts', [{ id: 1, at, rank, said: `rank ${rank}` }])
    }
    expect(await one('SELECT count() FROM firsts')).toBe(3)
    expect(await rows('SELECT said FROM firsts FINAL')).toEqual([{ said: 'rank 2' }])
    const apart = 'SELECT count() FROM firsts FINAL SETTINGS do_not_merge_across_partitions_select_final = 1'
    expect(await one(apart)).toBe(2)
  })
})

describe('values', () => {
  beforeAll(() =>
    run("CREATE TABLE typed (n Nullable(UInt8), small UInt8, day Date, at DateTime64(3, 'UTC')) ENGINE = Memory"),
  )

  test('integer milliseconds are exact, also before 1970 and in a zone with gaps', async () => {
    const instants = [0, 1, -1, 999, 1_774_747_799_999, 1_774_747_800_000, 4_102_444_799_999, -1_000_001]
    await insertRows(
      store.writer,
      'typed',
      instants.map((at) => ({ at })),
    )
    const kept = await rows('SELECT toUnixTimestamp64Milli(at) AS at FROM typed ORDER BY at')
    expect(kept.map((row) => row.at)).toEqual(instants.sort((a, b) => a - b))
  })

  test('that do not fit pass without an error, so they are validated before', async () => {
    await run('TRUNCATE TABLE typed')
    await insertRows(store.writer, 'typed', [{ small: 300, day: '2300-01-01' }, { small: null }])
    expect(await rows('SELECT small, toString(day) AS day FROM typed ORDER BY small DESC')).toEqual([
      { small: 44, day: '2149-06-06' },
      { small: 0, day: '1970-01-01' },
    ])
  })

  test('a lone surrogate rejects its whole batch', async () => {
    await run('CREATE TABLE texts (text String) ENGINE = Memory')
    const lines = Buffer.from('{"text":"fine"}\n{"text":"\\ud83d"}\n')
    await expect(insertLines(store.writer, 'texts', lines)).rejects.toThrow(/surrogate/i)
    expect(await one('SELECT count() FROM texts')).toBe(0)
  })
})

describe('limits', () => {
  test('more than 100 partitions in one block are refused with the code of "too many parts"', async () => {
    await run('CREATE TABLE months (at Date) ENGINE = MergeTree PARTITION BY toYYYYMM(at) ORDER BY at')
    const month = (index: number) => ({
      at: `${2000 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`,
    })
    const many = Array.from({ length: 101 }, (_, index) => month(index))
    await expect(insertRows(store.writer, 'months', many)).rejects.toMatchObject({ code: '252' })
    await insertRows(store.writer, 'months', many.slice(0, 90))
    expect(await one('SELECT count() FROM months')).toBe(90)
  })

  test('an insert is answered when it is written: async_insert, on by default, is off for us', async () => {
    expect(await one("SELECT getSetting('async_insert')")).toBe(false)
    expect(await one("SELECT getSetting('async_insert') SETTINGS async_insert = 1")).toBe(true)
  })

  test('a lightweight delete leaves the target of a view as it was', async () => {
    await run('CREATE TABLE source (n UInt8) ENGINE = MergeTree ORDER BY n')
    await run('CREATE TABLE target (n UInt8) ENGINE = MergeTree ORDER BY n')
    await run('CREATE MATERIALIZED VIEW target_from_source TO target AS SELECT n FROM source')
    await insertRows(store.writer, 'source', [{ n: 1 }, { n: 2 }])
    await run('DELETE FROM source WHERE n = 1')
    expect(await rows('SELECT n FROM source')).toEqual([{ n: 2 }])
    expect(await rows('SELECT n FROM target ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }])
  })
})

describe('parameterized views', () => {
  beforeAll(async () => {
    await run('CREATE TABLE staff (person String, department String, team String, since Date) ENGINE = Memory')
    await insertRows(store.writer, 'staff', [
      { person: 'ada', department: 'Sales', team: 'S1', since: '2026-01-01' },
      { person: 'bob', department: 'Sales', team: 'S2', since: '2026-02-01' },
      { person: 'cy', department: 'Care', team: 'C1', since: '2026-03-01' },
    ])
    await run(`CREATE VIEW staff_on AS SELECT *, multiIf({by:String} = 'department', department, {by:String} = 'team', team,
      toString(throwIf({by:String} NOT IN ('department', 'team'), 'unknown group'))) AS grp
      FROM staff WHERE since <= {on:Date} AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, team))`)
    await run(`CREATE VIEW heads AS SELECT grp, count() AS people
      FROM staff_on(on = {on:Date}, by = {by:String}, teams = {teams:Array(String)}) GROUP BY grp`)
  })

  const heads = (on: string, by: string, teams: string[]) =>
    rows(
      'SELECT grp, people FROM heads(on = {on:Date}, by = {by:String}, teams = {teams:Array(String)}) ORDER BY grp',
      { on, by, teams },
    )

  test('nest, and take dates, names of groups and lists as bound values', async () => {
    expect(await heads('2026-02-28', 'department', [])).toEqual([{ grp: 'Sales', people: 2 }])
    expect(await heads('2026-03-31', 'team', ['S2', 'C1'])).toEqual([
      { grp: 'C1', people: 1 },
      { grp: 'S2', people: 1 },
    ])
    expect(await heads('2026-03-31', 'team', ["') OR 1=1 --"])).toEqual([])
  })

  test('refuse a group they do not know and a missing argument', async () => {
    await expect(heads('2026-03-31', 'name', [])).rejects.toThrow(/unknown group/)
    await expect(rows("SELECT * FROM heads(on = '2026-03-31')")).rejects.toMatchObject({ code: '456' })
  })
})

describe('the local date of an event', () => {
  test('comes from formatDateTime with a zone per row; toTimeZone silently gives the UTC date', async () => {
    await run("CREATE TABLE told (at DateTime64(3, 'UTC'), zone String) ENGINE = Memory")
    const at = Date.parse('2026-03-28T23:30:00Z')
    const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo']
    await insertRows(
      store.writer,
      'told',
      zones.map((zone) => ({ at, zone })),
    )
    expect(
      await rows("SELECT zone, toString(toDate(formatDateTime(at, '%F', zone))) AS day FROM told ORDER BY zone"),
    ).toEqual([
      { zone: 'America/New_York', day: '2026-03-28' },
      { zone: 'Asia/Tokyo', day: '2026-03-29' },
      { zone: 'Europe/Berlin', day: '2026-03-29' },
    ])
    expect(await one('SELECT uniqExact(toDate(toTimeZone(at, zone))) FROM told')).toBe(1)
  })
})
