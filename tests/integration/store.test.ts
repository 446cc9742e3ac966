import { ClickHouseError } from '@clickhouse/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { insertLines, insertRows } from '../../collector/store/insert-rows.ts'
import type { Store } from '../../collector/store/open-store.ts'
import { command, queryRows } from '../../collector/store/query.ts'
import { StoreDown } from '../../collector/store/store-down.ts'
import { type StoreKind, startTestEngine, type TestEngine } from '../support/engine.ts'

const kinds: StoreKind[] = ['embedded', 'url']
const visit = z.object({ person: z.string(), at: z.string(), hits: z.int() })

describe.each(kinds)('the store, %s', (kind) => {
  let running: TestEngine
  let store: Store

  beforeAll(async () => {
    running = await startTestEngine({ kind, grants: ['visits_since'] })
    store = running.store
    await command(
      store.writer,
      `CREATE TABLE visits (person String, at DateTime64(3, 'UTC'), hits UInt64)
       ENGINE = MergeTree ORDER BY (person, at) SETTINGS non_replicated_deduplication_window = 100`,
    )
    await command(
      store.writer,
      `CREATE OR REPLACE VIEW visits_since DEFINER = CURRENT_USER SQL SECURITY DEFINER AS
       SELECT person, at, hits FROM visits WHERE at >= {since:DateTime64(3, 'UTC')} AND has({people:Array(String)}, person)`,
    )
    await insertRows(store.writer, 'visits', [
      { person: 'ada', at: 1_774_951_200_123, hits: 9_007_199_254_740_991 },
      { person: 'bob', at: '2026-03-31T12:00:00+02:00', hits: 2 },
    ])
  })
  afterAll(() => running?.stop())

  const visits = () => queryRows(store.writer, 'SELECT person, at, hits FROM visits ORDER BY person', {}, visit)

  test('keeps integer milliseconds, ISO times and large integers exactly', async () => {
    expect(await visits()).toEqual([
      { person: 'ada', at: '2026-03-31 10:00:00.123', hits: 9_007_199_254_740_991 },
      { person: 'bob', at: '2026-03-31 10:00:00.000', hits: 2 },
    ])
  })

  test('refuses rows that do not match the schema the caller named', async () => {
    const wrong = queryRows(store.writer, 'SELECT 1 AS person', {}, visit)
    await expect(wrong).rejects.toThrow(z.ZodError)
  })

  test('refuses an unknown field instead of dropping it', async () => {
    const insert = insertRows(store.writer, 'visits', [{ person: 'eve', at: 0, hits: 1, surprise: 1 }])
    await expect(insert).rejects.toMatchObject({ code: '117' })
  })

  test('the reader asks a definer view with bound values, also with a list too long for an address', async () => {
    const sql = 'SELECT * FROM visits_since(since={since:String}, people={people:Array(String)})'
    const people = ['bob', ...Array.from({ length: 5000 }, (_, number) => `nobody-${number}`)]
    const rows = await queryRows(store.reader, sql, { since: '2026-03-31 00:00:00', people }, visit)
    expect(rows.map((row) => row.person)).toEqual(['bob'])
  })

  test('the reader cannot write and cannot lift its limits', async () => {
    const refusals = ["INSERT INTO visits VALUES ('eve', 0, 1)", 'DROP TABLE visits', 'SET readonly = 0']
    for (const sql of refusals) await expect(command(store.reader, sql)).rejects.toThrow(ClickHouseError)
    const endless = queryRows(store.reader, 'SELECT number FROM numbers(2000000)')
    await expect(endless).rejects.toThrow(ClickHouseError)
    expect((await visits()).length).toBe(2)
  })

  test('the same lines under the same token count once', async () => {
    const lines = Buffer.from('{"person":"cy","at":1,"hits":1}\n{"person":"di","at":2,"hits":1}\n')
    await insertLines(store.writer, 'visits', lines, { token: 'batch-1' })
    await insertLines(store.writer, 'visits', lines, { token: 'batch-1' })
    const rows = await queryRows(store.writer, "SELECT person FROM visits WHERE person IN ('cy', 'di')")
    expect(rows.length).toBe(2)
    await command(store.writer, "ALTER TABLE visits DELETE WHERE person IN ('cy', 'di') SETTINGS mutations_sync = 1")
  })

  test('the same session settings hold for both users', async () => {
    const sql = `SELECT getSetting('session_timezone') AS zone, getSetting('join_use_nulls') AS nulls,
        getSetting('allow_nonconst_timezone_arguments') AS zones, toString(now()) = toString(now('UTC')) AS utc`
    const settings = [{ zone: 'UTC', nulls: false, zones: true, utc: 1 }]
    expect(await queryRows(store.writer, sql)).toEqual(settings)
    expect(await queryRows(store.reader, sql)).toEqual(settings)
  })

  test('a server that is gone is StoreDown; an answer that says no is not', async () => {
    await expect(queryRows(store.writer, 'SELECT * FROM nowhere')).rejects.toMatchObject({ code: '60' })
    await running.halt()
    await expect(visits()).rejects.toThrow(StoreDown)
    await expect(insertRows(store.writer, 'visits', [{ person: 'x', at: 0, hits: 0 }])).rejects.toThrow(StoreDown)
  })
})
