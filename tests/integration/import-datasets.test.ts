import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type IngestBench, startIngestBench } from '../support/ingest.ts'

let bench: IngestBench
beforeAll(async () => {
  bench = await startIngestBench()
})
afterAll(() => bench?.stop())

// Where the rows of a dataset stand that has no table of its name.
const tables = { training: 'course_completions', outcomes: 'outcome_values', feedback: 'feedback_answers' }
const tableOf = (dataset: string) => new Map(Object.entries(tables)).get(dataset) ?? dataset

const count = async (table: string) =>
  (await bench.rows('SELECT count() AS n FROM {table:Identifier}', { table }))[0]?.n

describe.each([
  [
    'leave',
    'person_id,from,to,kind\np-1,2026-01-05,2026-01-09,vacation\np-1,2026-02-01,9999-12-31,\np-1,2026-02-02,2026-02-01,\n',
    'to: lies before from',
  ],
  [
    'holidays',
    'calendar,date,name\nzh,2026-08-01,National day\nzh,2026-12-25,"Christmas, ""day"""\nzh,2026-13-01,\n',
    'date: must be a date YYYY-MM-DD',
  ],
  ['accounts', 'account_id,name,tier\na-1,One,a\na-2,Two,\na-3,Three,D\n', 'tier: must be A, B or C'],
  [
    'training',
    'person_id,course,completed_on\np-1,Basics,2026-01-05\np-2,Basics,2026-01-06\np-3,,2026-01-06\n',
    'course: is missing',
  ],
  [
    'outcomes',
    'metric,department,period_end,value,unit,better\nCost per sale,Sales,2026-01-31,12.50,EUR,Lower\nCost per sale,,2026-01-31,-3,EUR,lower\nNPS,,2026-01-31,30,,\n',
    'better: is missing',
  ],
  [
    'feedback',
    'person_id,at,question,score,reason\np-1,2026-01-05T10:00:00Z,How is it?,4.5,too slow\np-1,2026-01-05T10:00:00Z,What is missing?,,\np-2,2026-01-05T10:00:00Z,How is it?,four,\n',
    'score: must be a number such as 12.5',
  ],
] as const)('%s', (dataset, file, reason) => {
  test('two rows are stored, the third is rejected; rerun and undo leave what they should', async () => {
    const first = await bench.load(dataset, file)
    expect(first).toMatchObject({ accepted: 2, rejected: 1, duplicates: 0, rejects: [{ line: 4, reason }] })
    const again = await bench.load(dataset, file)
    expect(again).toMatchObject({ accepted: 2, rejected: 1, duplicates: 2 })
    expect(await count(tableOf(dataset))).toBe(2)
    await bench.ingest.undoImport(Number(first.import_id))
    expect(await count(tableOf(dataset))).toBe(0)
  })
})

test('what leave and holidays change is announced; accounts and training are read as they are', async () => {
  const before = bench.changes.length
  await bench.load('leave', 'person_id,from,to\np-5,2026-03-01,2026-03-02\n')
  await bench.load('holidays', 'calendar,date\nzh,2026-01-01\n')
  await bench.load('training', 'person_id,course,completed_on\np-5,Basics,2026-01-05\n')
  expect(bench.changes.slice(before)).toEqual([
    { kind: 'base', why: 'leave', personKeys: [bench.personKeys.keyOf('p-5')] },
    { kind: 'base', why: 'holidays' },
  ])
})

describe('records', () => {
  const file = `object,record_id,updated_at,owner_id,stage,field.amount,field.note
deal,d-1,2026-01-01T00:00:00Z,p-1,Open,12.5,secret customer text
deal,d-1,2026-01-02T00:00:00Z,,Won,,n/a
deal,,2026-01-02T00:00:00Z,,Won,,secret
`
  const versions = () =>
    bench.rows("SELECT * FROM record_versions WHERE record_id = 'd-1' ORDER BY updated_at, import_seq")

  test('keep states and no values; absent columns are null, empty cells are not', async () => {
    await bench.apply('objects: { deal: { fields: { amount: { format: number, critical: true } } } }')
    const report = await bench.load('records', file)
    expect(report).toMatchObject({ accepted: 2, rejected: 1, waiting: 0, unknown_columns: [] })
    expect(report.rejects).toEqual([{ line: 4, reason: 'record_id: is missing' }])
    expect(await versions()).toMatchObject([
      { states: { amount: 1, note: 1 }, owner_key: bench.personKeys.keyOf('p-1'), editor_key: null, has_deleted_at: 0 },
      { states: { amount: 2, note: 3 }, owner_key: '', stage: 'Won', account_id: null, created_at: null },
    ])
    expect(bench.changes.at(-1)).toEqual({ kind: 'records', importSeq: Number(report.import_id) })
    const everything = JSON.stringify([await bench.rows('SELECT * FROM dead_letters'), await versions()])
    expect(everything).not.toContain('secret')
  })

  test('rerun by the same rules are duplicates; by other rules the re-import wins', async () => {
    expect(await bench.load('records', file)).toMatchObject({ accepted: 2, duplicates: 2 })
    await bench.apply('objects: { deal: { fields: { amount: { format: integer, critical: true } } } }')
    const report = await bench.load('records', file)
    expect(report).toMatchObject({ accepted: 2, duplicates: 0, waiting: 0 })
    const judged = (await versions()).map(({ states }) => states)
    expect(judged).toEqual([
      { amount: 1, note: 1 },
      { amount: 5, note: 1 },
      { amount: 2, note: 3 },
      { amount: 2, note: 3 },
    ])
  })

  test('as NDJSON carry their fields in an object; a key that is not there is unknown', async () => {
    const line = {
      object: 'deal',
      record_id: 'd-2',
      updated_at: '2026-01-03T00:00:00+0100',
      deleted_at: null,
      fields: { amount: 7 },
    }
    expect(await bench.load('records', JSON.stringify(line))).toMatchObject({ accepted: 1, rejected: 0 })
    const rows = await bench.rows("SELECT * FROM record_versions WHERE record_id = 'd-2'")
    expect(rows).toMatchObject([{ states: { amount: 1 }, has_deleted_at: 1, deleted_at: null, stage: null }])
  })
})

describe('a roster as of a day', () => {
  const on = (day: string, text: string, dryRun = false) => bench.load('roster', text, { asOf: day, dryRun })
  const held = () =>
    bench.rows(`SELECT name, department, role, valid_from, valid_to FROM
      (SELECT * FROM roster ORDER BY import_seq DESC, line DESC LIMIT 1 BY person_key, valid_from) ORDER BY name, valid_from`)
  const january = 'person_id,name,department,role\nx-1,Ada,Sales,agent\nx-2,Bob,Sales,agent\nx-3,Cy,Support,agent\n'

  test('first everyone joins', async () => {
    const report = await on('2026-01-01', january)
    expect(report.as_of).toEqual({ joiners: 3, leavers: 0, transfers: 0, changed: 0, unchanged: 0 })
    expect(await on('2026-01-15', january)).toMatchObject({ duplicates: 3, as_of: { unchanged: 3 } })
    expect(await held()).toHaveLength(3)
  })

  test('then who differs opens an interval, who is absent ends, whose row cannot be read stays', async () => {
    const february = 'person_id,name,department,kind\nx-1,Ada,Support,\nx-3,Cy,Support,alien\nx-4,Di,Sales,\n'
    const dry = await on('2026-02-01', february, true)
    const counts = { joiners: 1, leavers: 1, transfers: 1, changed: 0, unchanged: 0 }
    expect(dry.as_of).toEqual(counts)
    expect(dry.roster_change).toEqual({ people_before: 3, joiners: ['x-4'], leavers: ['x-2'], transfers: ['x-1'] })
    expect(await held()).toHaveLength(3)
    const report = await on('2026-02-01', february)
    expect(report).toMatchObject({ accepted: 2, rejected: 1, overlaps: 0, as_of: counts })
    const open = '2149-06-06'
    expect(await held()).toEqual([
      { name: 'Ada', department: 'Sales', role: 'agent', valid_from: '2026-01-01', valid_to: '2026-02-01' },
      { name: 'Ada', department: 'Support', role: 'agent', valid_from: '2026-02-01', valid_to: open },
      { name: 'Bob', department: 'Sales', role: 'agent', valid_from: '2026-01-01', valid_to: '2026-02-01' },
      { name: 'Cy', department: 'Support', role: 'agent', valid_from: '2026-01-01', valid_to: open },
      { name: 'Di', department: 'Sales', role: '', valid_from: '2026-02-01', valid_to: open },
    ])
  })

  test('an empty file ends nobody', async () => {
    await expect(on('2026-03-01', 'person_id,name\n')).rejects.toThrow('end everyone')
  })
})

test('a mapping renames, fixes, translates, dates and decodes', async () => {
  const text = 'Benutzer;Aktion;Zeit\nM\u00fcller;Ge\u00e4ndert;31.03.2026 09:30\n;x;\n'
  const report = await bench.load('events', Buffer.from(text, 'latin1'), {
    mapping: {
      columns: { person_id: 'Benutzer', event: 'Aktion', occurred_at: 'Zeit' },
      constants: { app: 'crm' },
      values: { event: { Geändert: 'Record Updated' } },
      timezone: 'Europe/Zurich',
      date_format: 'dd.MM.yyyy HH:mm',
      encoding: 'windows-1252',
      decimal_comma: false,
    },
  })
  expect(report).toMatchObject({ accepted: 1, rejected: 1, unknown_columns: [] })
  const key = bench.personKeys.keyOf('Müller')
  const rows = await bench.rows('SELECT event, app, occurred_at FROM events WHERE person_key = {key:String}', { key })
  expect(rows).toEqual([{ event: 'Record Updated', app: 'crm', occurred_at: '2026-03-31 07:30:00.000' }])
})
