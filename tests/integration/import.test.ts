import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type IngestBench, startIngestBench } from '../support/ingest.ts'

let bench: IngestBench
beforeAll(async () => {
  bench = await startIngestBench()
})
afterAll(() => bench?.stop())

const roster = `person_id,name,email,department,team,role,manager_id,valid_from,valid_to,workdays,kind,aliases,shoe_size
r-1,"Ada ""A"" One",ada@example.com,Sales,North,agent,r-9,2026-01-01,,sun-thu,human,r-1b;r-1c,38
r-2,"Bob
Two",bob@example.com,Sales,North,agent,r-9,2026-01-01,9999-12-31,,,,
r-3,Cy,,,,,,2026-02-30,,,,,
r-4,Di,,,,,,,,someday,,,
`

describe('a roster', () => {
  test('is stored with its defaults; bad rows are named by line and stop nothing', async () => {
    const report = await bench.load('roster', roster)
    expect(report).toMatchObject({
      accepted: 2,
      rejected: 2,
      duplicates: 0,
      unknown_columns: ['shoe_size'],
      overlaps: 0,
    })
    expect(report.rejects).toEqual([
      { line: 5, reason: 'valid_from: must be a date YYYY-MM-DD' },
      { line: 6, reason: expect.stringContaining('workdays: "someday" is no day') },
    ])
    const rows = await bench.rows('SELECT * EXCEPT (import_seq) FROM roster ORDER BY line')
    expect(rows).toMatchObject([
      { name: 'Ada "A" One', workdays: 0b1001111, valid_to: '2149-06-06', licensed_from: '2026-01-01', line: 2 },
      { name: 'Bob\nTwo', workdays: 0b0011111, valid_to: '2149-06-06', kind: 'human', line: 3 },
    ])
    expect(rows[0]?.alias_keys).toEqual(['r-1b', 'r-1c'].map(bench.personKeys.keyOf))
    expect(bench.changes.at(-1)).toMatchObject({ kind: 'base', why: 'roster' })
    const ids = await bench.rows("SELECT person_id FROM identities WHERE person_id LIKE 'r-%' ORDER BY person_id")
    expect(ids.map(({ person_id }) => person_id)).toEqual(['r-1', 'r-1b', 'r-1c', 'r-2', 'r-9'])
  })

  test('rerun changes nothing, and rejects are not kept twice', async () => {
    const changes = bench.changes.length
    expect(await bench.load('roster', roster)).toMatchObject({ accepted: 2, rejected: 2, duplicates: 2 })
    expect(await bench.rows("SELECT count() AS n FROM roster WHERE name LIKE 'Ada%'")).toEqual([{ n: 1 }])
    expect(bench.changes.length).toBe(changes)
    const dead = await bench.rows(
      "SELECT fields, line, file FROM dead_letters FINAL WHERE dataset = 'roster' ORDER BY line",
    )
    expect(dead.map(({ line }) => line)).toEqual([5, 6])
    expect(String(dead[0]?.fields)).not.toContain('Cy')
  })

  test('the newest import of a row holds, the older one stays; overlaps and aliases claimed twice are named', async () => {
    const moved =
      'person_id,department,valid_from,aliases\nr-1,Support,2026-01-01,r-2b\nr-1,Support,2026-03-01,\nr-2,Sales,2026-01-01,r-2b\n'
    const report = await bench.load('roster', moved)
    expect(report).toMatchObject({ accepted: 3, duplicates: 0, overlaps: 1, alias_conflicts: ['r-2b'] })
    expect(report.notes.join()).toContain('overlap')
    const key = bench.personKeys.keyOf('r-1')
    const rows = await bench.rows(
      "SELECT department FROM roster WHERE person_key = {key:String} AND valid_from = '2026-01-01' ORDER BY import_seq",
      { key },
    )
    expect(rows.map(({ department }) => department)).toEqual(['Sales', 'Support'])
  })

  test('a file with the wrong columns is refused whole, naming them', async () => {
    const imports = (await bench.ingest.listImports()).length
    await expect(bench.load('roster', 'name,team\nx,y\n')).rejects.toThrow('lacks "person_id"; it has "name", "team"')
    await expect(bench.load('roster', 'person_id,team,team\nx,y,z\n')).rejects.toThrow('names "team" more than once')
    expect((await bench.ingest.listImports()).length).toBe(imports)
  })

  test('an import is taken back: the row before it holds again', async () => {
    const report = await bench.load('roster', 'person_id,department,valid_from\nr-2,Wrong,2026-01-01\n')
    const undone = await bench.ingest.undoImport(Number(report.import_id))
    expect(undone.import_id).toBe(report.import_id)
    expect(await bench.rows("SELECT count() AS n FROM roster WHERE department = 'Wrong'")).toEqual([{ n: 0 }])
    expect(bench.changes.at(-1)).toEqual({ kind: 'base', why: 'undo', personKeys: [bench.personKeys.keyOf('r-2')] })
    const [line] = await bench.ingest.listImports()
    expect(line).toMatchObject({ id: report.import_id, accepted: 1, undone_at: undone.undone_at, actor: 'local' })
    await expect(bench.ingest.undoImport(Number(report.import_id))).rejects.toThrow('taken back before')
    await expect(bench.ingest.undoImport(1)).rejects.toThrow('There is no import 1')
  })
})

describe('events', () => {
  const header = 'message_id;person_id;event;occurred_at;object;changes;hits\n'
  const good =
    'e-1;r-1;Record Updated;2026-03-01T10:00:00.123Z;deal;"[{""field"":""amount"",""from"":""missing"",""to"":""ok""}]";\n'
  const body = `\uFEFF${header}${good}e-2;r-2;Search Performed;1772359200000;;;7\ne-1;r-1;Record Updated;2026-03-01T10:00:00Z;deal;;\ne-3;;X;2026-03-01T10:00:00Z;;;\ne-4;r-1;X;2099-01-01T00:00:00Z;;;\ne-5;r-1;X;2026-03-01 10:00;;;\n`

  test('are stored once; the first of an id wins; impossible times are rejected', async () => {
    const report = await bench.load('events', gzipSync(body), { file: 'e.csv.gz' })
    expect(report).toMatchObject({ accepted: 3, rejected: 3, duplicates: 1, unmatched: 0, unclassified: 0 })
    expect(report.rejects.map(({ line, reason }) => `${line} ${reason.slice(0, 30)}`)).toEqual([
      '5 person_id: is missing',
      '6 occurred_at: lies more than 24',
      '7 occurred_at: must be an instan',
    ])
    const rows = await bench.rows("SELECT * FROM events FINAL WHERE source = 'test' ORDER BY message_id")
    expect(rows).toMatchObject([
      {
        message_id: 'e-1',
        occurred_at: '2026-03-01 10:00:00.123',
        change_from: ['missing'],
        change_to: ['ok'],
        line: 2,
      },
      { message_id: 'e-2', occurred_at: '2026-03-01 10:00:00.000', hits: 7, origin: 'web' },
    ])
    expect(bench.changes.at(-1)).toMatchObject({ kind: 'events', why: 'late_data' })
  })

  test('rerun as NDJSON: all of them are duplicates', async () => {
    const lines = [
      { message_id: 'e-1', person_id: 'r-1', event: 'Record Updated', occurred_at: '2026-03-01T10:00:00.123Z' },
      { message_id: 'e-2', person_id: 'r-2', event: 'Search Performed', occurred_at: 1_772_359_200_000, weight: 3 },
    ]
    const report = await bench.load('events', `${lines.map((line) => JSON.stringify(line)).join('\n')}\nnonsense\n`)
    expect(report).toMatchObject({ accepted: 2, duplicates: 2, rejected: 1, unknown_columns: ['weight'] })
    expect(report.rejects).toEqual([{ line: 3, reason: 'is not one JSON object' }])
  })

  test('without an id are known by their content', async () => {
    const plain =
      'person_id,event,occurred_at\nr-7,Signed In,2026-03-02T08:00:00Z\nr-7,Signed In,2026-03-02T09:00:00Z\n'
    expect(await bench.load('events', plain)).toMatchObject({ accepted: 2, duplicates: 0, unmatched: 2 })
    expect(await bench.load('events', plain)).toMatchObject({ accepted: 2, duplicates: 2 })
  })

  test('are taken back with their ids, so that the same file loads again', async () => {
    const file = 'message_id,person_id,event,occurred_at\nu-1,r-1,X,2026-03-03T08:00:00Z\n'
    const first = await bench.load('events', file)
    await bench.ingest.undoImport(Number(first.import_id))
    const [key, span] = [bench.personKeys.keyOf('r-1'), { from: '2026-03-03', to: '2026-03-03' }]
    expect(bench.changes.at(-1)).toEqual({ kind: 'events', why: 'undo', personMonths: new Map([[key, span]]) })
    expect(await bench.rows("SELECT count() AS n FROM events WHERE message_id = 'u-1'")).toEqual([{ n: 0 }])
    expect(await bench.load('events', file)).toMatchObject({ accepted: 1, duplicates: 0 })
    expect(await bench.rows("SELECT count() AS n FROM events FINAL WHERE message_id = 'u-1'")).toEqual([{ n: 1 }])
  })

  test('a dry run reports and stores nothing', async () => {
    const before = await bench.rows('SELECT count() AS n FROM events')
    const file =
      'message_id,person_id,event,occurred_at\nd-1,r-1,X,2026-03-03T08:00:00Z\ne-1,r-1,X,2026-03-03T08:00:00Z\n,,,\n'
    expect(await bench.load('events', file, { dryRun: true })).toMatchObject({
      accepted: 2,
      duplicates: 1,
      rejected: 1,
      import_id: '',
    })
    expect(await bench.rows('SELECT count() AS n FROM events')).toEqual(before)
  })

  test('Parquet is the same rows', async () => {
    const { connection } = bench.running
    const sql = `SELECT 'pq-' || toString(number) AS message_id, 'r-1' AS person_id, 'X' AS event,
      toDateTime64('2026-03-04 05:06:07.089', 3, 'UTC') AS occurred_at, toUInt64(number) AS hits, 1.5 AS shoe_size,
      ['a', 'b'] AS tags, map('k', 'v') AS more FROM numbers(3) FORMAT Parquet`
    const url = `${connection.url}/?database=${connection.database}&query=${encodeURIComponent(sql)}`
    const { username, password } = connection.writer
    const headers = { ...connection.httpHeaders, 'X-ClickHouse-User': username, 'X-ClickHouse-Key': password }
    const parquet = new Uint8Array(await (await fetch(url, { method: 'POST', headers })).arrayBuffer())
    const report = await bench.load('events', parquet)
    expect(report).toMatchObject({ accepted: 3, rejected: 0, unknown_columns: ['shoe_size', 'tags', 'more'] })
    const rows = await bench.rows("SELECT occurred_at, hits FROM events FINAL WHERE message_id = 'pq-2'")
    expect(rows).toEqual([{ occurred_at: '2026-03-04 05:06:07.089', hits: 2 }])
    await expect(bench.load('events', new TextEncoder().encode('PAR1 no parquet'))).rejects.toThrow(
      'cannot read it as Parquet',
    )
  })

  test('over 150 months are split and all stored', async () => {
    const lines = Array.from({ length: 150 }, (_, n) => `m-${n},r-1,X,${new Date(Date.UTC(2010, n, 3)).toISOString()}`)
    const report = await bench.load('events', `message_id,person_id,event,occurred_at\n${lines.join('\n')}`)
    expect(report).toMatchObject({ accepted: 150, duplicates: 0, unclassified: 150 })
    expect(await bench.rows("SELECT count() AS n FROM events FINAL WHERE message_id LIKE 'm-%'")).toEqual([{ n: 150 }])
  })
})
