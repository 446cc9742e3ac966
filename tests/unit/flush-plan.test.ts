import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { formatEventLine } from '../../collector/ingest/event-line.ts'
import { addRecord, type Batch, emptyBatch } from '../../collector/ingest/flush/batch.ts'
import { addToTotals, type FeedTotals, mergeTotals, takeTotals } from '../../collector/ingest/flush/feed-totals.ts'
import { type Findings, makePlan, samePlan } from '../../collector/ingest/flush/plan.ts'
import { identityOf, lineText, partsOf } from '../../collector/ingest/flush/row-key.ts'
import { waitingBytes } from '../../collector/ingest/flush/waiting-bytes.ts'
import { dateAfter, eventRowOf, eventRows, recordOf } from '../support/spool-records.ts'

const nothing: Findings = { stored: new Map(), erased: new Map() }

function batchOf(...payloads: Buffer[]): Batch {
  const batch = emptyBatch(1)
  for (const [index, payload] of payloads.entries()) addRecord(batch, index + 1, payload)
  return batch
}

test.prop([fc.string(), fc.string({ unit: 'binary' })])(
  'a line tells its event whatever its id holds',
  (source, id) => {
    const row = eventRowOf(id, { source })
    const key = { identity: identityOf(source, id), personKey: 'person-1', date: '2026-03-02' }
    const { rows } = batchOf(recordOf([row, row]))
    expect(rows.map(lineText)).toEqual([formatEventLine(row), formatEventLine(row)])
    expect(rows).toEqual([expect.objectContaining(key), expect.objectContaining(key)])
  },
)

test.prop([fc.string({ unit: 'grapheme' }), fc.string()])(
  'an identity comes apart as it was put together',
  (source, id) => {
    expect(partsOf(identityOf(source, id))).toEqual([source, id])
  },
)

describe('a plan', () => {
  test('leaves out what is stored, what comes twice and who was erased', () => {
    const batch = batchOf(
      recordOf([...eventRows(3, 'm'), ...eventRows(1, 'm')]),
      recordOf([eventRowOf('hers', { person_key: 'her' })]),
    )
    const stored = new Map([[identityOf('crm', 'm-1'), [{ personKey: 'someone', date: '2020-01-01' }]]])
    const erased = new Map([['her', Date.parse('2026-03-03T00:00:00Z')]])
    const { plan, parts } = makePlan(batch, { stored, erased }, 'spool', '')
    expect([plan.duplicates, plan.erased]).toEqual([[1, 3], [4]])
    expect(parts.map(({ rows }) => rows.map(({ identity }) => partsOf(identity)[1]))).toEqual([['m-0', 'm-2']])
  })

  test('sends the lines of its rows, one below the other', () => {
    const rows = [...eventRows(2, 'm'), eventRowOf('\u00fc \u4e2d'), ...eventRows(1, 'm')]
    const { parts } = makePlan(batchOf(recordOf(rows.slice(0, 1)), recordOf(rows.slice(1))), nothing, 'spool', '')
    expect(parts.map(({ body }) => `${body}`)).toEqual([rows.slice(0, 3).map(formatEventLine).join('\n')])
  })

  test('is the same again to the byte, also when a part of it is stored', () => {
    const batch = batchOf(recordOf(eventRows(5, 'm')))
    const { plan, parts } = makePlan(batch, nothing, 'spool', '')
    const own = new Map([[identityOf('crm', 'm-0'), [{ personKey: 'person-0', date: '2026-03-02' }]]])
    expect(samePlan(batch, plan, { stored: own, erased: new Map() })?.parts).toEqual(parts)
  })

  test('is no more when its bytes changed, when a row stands elsewhere or when someone was erased', () => {
    const batch = batchOf(recordOf(eventRows(5, 'm')))
    const { plan } = makePlan(batch, nothing, 'spool', '')
    const taken = new Map([[identityOf('crm', 'm-0'), [{ personKey: 'person-0', date: '2026-03-03' }]]])
    const erased = new Map([['person-3', Date.parse('2026-04-01T00:00:00Z')]])
    expect(samePlan(batch, plan, { stored: taken, erased: new Map() })).toBeUndefined()
    expect(samePlan(batch, plan, { stored: new Map(), erased })).toBeUndefined()
    expect(samePlan(batchOf(recordOf(eventRows(5, 'other'))), plan, nothing)).toBeUndefined()
  })

  test('has a token of its own for each part, each salt and each content', () => {
    const rows = Array.from({ length: 150 }, (_, month) =>
      eventRowOf(`m-${month}`, { date: dateAfter('2010-01-01', month * 31) }),
    )
    const batch = batchOf(recordOf(rows))
    const tokens = ['', 'again-'].flatMap((salt) => makePlan(batch, nothing, 'spool', salt).plan.tokens)
    expect(new Set(tokens).size).toBe(4)
  })
})

describe('totals of a feed', () => {
  const counts = { duplicates: new Map<number, number>(), refused: new Map<number, number>() }
  const day = { source: 'crm', date: '2026-03-02' }

  test('count a record once, however often its batch comes', () => {
    const batch = batchOf(recordOf(eventRows(3, 'm'), { duplicates: 1 }), recordOf(eventRows(2, 'n')))
    const totals: FeedTotals = new Map()
    const once = addToTotals(totals, batch, { ...counts, duplicates: new Map([[2, 1]]) })
    expect(once).toEqual([{ ...day, accepted: 6, duplicates: 2, dead_lettered: 0, sequence: 2, through: 2 }])
    takeTotals(totals, once)
    expect(addToTotals(totals, batch, counts)).toEqual([])
  })

  test('go on from whoever came further, and from the end of a spool that lost its own', () => {
    const total = { ...day, accepted: 10, duplicates: 0, dead_lettered: 0, sequence: 20, through: 20 }
    const behind = { ...total, accepted: 4, sequence: 8, through: 8 }
    expect([...mergeTotals([behind, total], 30).values()]).toEqual([total])
    expect([...mergeTotals([total, behind], 30).values()]).toEqual([total])
    const totals = mergeTotals([total], 5)
    const batch = emptyBatch(6)
    addRecord(batch, 6, recordOf(eventRows(1, 'm')))
    expect(addToTotals(totals, batch, counts)).toEqual([{ ...total, accepted: 11, sequence: 21, through: 6 }])
  })
})

test('bytes that wait are those above the watermark', () => {
  const segments = [1, 11, 21].map((firstSequence) => ({ file: '', path: '', firstSequence, bytes: 1_000 }))
  expect([0, 5, 10, 20, 25, 30].map((flushed) => waitingBytes(segments, flushed, 30))).toEqual([
    3_000, 2_500, 2_000, 1_000, 500, 0,
  ])
  expect(waitingBytes([], 0, 0)).toBe(0)
})
