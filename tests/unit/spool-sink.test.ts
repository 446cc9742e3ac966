import { describe, expect, test } from 'vitest'
import { createPersonKeys } from '../../collector/access/person-key.ts'
import type { EventArrival } from '../../collector/ingest/build-event-row.ts'
import { buildEventRow } from '../../collector/ingest/build-event-row.ts'
import { eventLineColumns, formatEventLine } from '../../collector/ingest/event-line.ts'
import { createRecentIds } from '../../collector/ingest/recent-ids.ts'
import type { SinkBatch, TakenEvent } from '../../collector/ingest/sink.ts'
import { SpoolRefusal } from '../../collector/ingest/spool/spool.ts'
import { createSpoolSink } from '../../collector/ingest/spool-sink.ts'
import type { DeadLetter } from '../../schema/datasets/dead-letter-row.ts'
import { eventCells } from '../../schema/datasets/events.ts'
import { decodeRecord } from '../support/spool-records.ts'

const personKeys = createPersonKeys('0123456789abcdef0123456789abcdef')

/** A spool with the group commit of the real one: what was queued when a group failed fails with it. */
function memorySpool() {
  type Waiting = { payload: Buffer; resolve(sequence: number): void; reject(error: Error): void }
  const durable: Buffer[] = []
  let queue: Waiting[] = []
  return {
    durable,
    records: () => durable.map(decodeRecord),
    ids: () => durable.flatMap((payload) => decodeRecord(payload).rows.map(idOf)),
    append: (payload: Uint8Array) =>
      new Promise<number>((resolve, reject) => queue.push({ payload: Buffer.from(payload), resolve, reject })),
    commit() {
      for (const { payload, resolve } of queue.splice(0)) resolve(durable.push(payload))
    },
    fail() {
      const failed = queue
      queue = []
      for (const { reject } of failed) reject(new SpoolRefusal('full', 'The disk is full.'))
    },
  }
}

const arrival: EventArrival = { source: 'crm', receivedAt: '2026-03-31 12:00:00.000', skewMs: 0, importSeq: 0, line: 0 }

function row(message_id: string, person_id = 'p', event = 'Record Updated') {
  const { data } = eventCells.safeParse({ message_id, person_id, event, occurred_at: '2026-03-31T10:00:00Z' })
  if (!data) throw new Error('The event of the test is none.')
  return buildEventRow(data, message_id, personKeys.keyOf(person_id), arrival)
}

function taken(event: ReturnType<typeof row>, personId = 'p'): TakenEvent {
  return { row: event, personId, isPlain: false }
}

function batch(ids: string[], more: Partial<SinkBatch> & { person?: string } = {}): SinkBatch {
  const { person = 'p', ...rest } = more
  return {
    source: 'crm',
    events: ids.map((id) => taken(row(id, person), person)),
    deadLetters: [],
    ...rest,
  }
}

function idOf(line: string): unknown {
  const values: unknown = JSON.parse(line)
  return Array.isArray(values) ? values[eventLineColumns.indexOf('message_id')] : undefined
}

function open(now = () => 1_000, idsMax?: number) {
  const spool = memorySpool()
  const recentIds = createRecentIds({ now, ...(idsMax === undefined ? {} : { idsMax }) })
  return { spool, sink: createSpoolSink({ spool, recentIds, now }) }
}

/** Appends and commits at once. */
async function take({ spool, sink }: ReturnType<typeof open>, given: SinkBatch) {
  const answer = sink.append(given)
  spool.commit()
  return answer
}

describe('a record', () => {
  test('holds the rows as lines, the dead letters, and exact counts', async () => {
    const door = open()
    const letter: DeadLetter = {
      ...{ dead_id: 'd', received_at: '', source: 'crm', dataset: 'events', message_id: 'm', file: '', line: 2 },
      ...{ code: 'c', reason: 'r', fields: '{}', rest_hash: '', import_seq: 0, discarded_at: null, revision: 1 },
    }
    expect(await take(door, batch(['a', 'b', 'a'], { deadLetters: [letter] }))).toEqual({ duplicates: 1 })
    const header = { accepted: 4, duplicates: 1, source: 'crm', received_at: 1_000, schema_version: 1 }
    expect(door.spool.records()).toEqual([
      {
        header: { ...header, people: [[personKeys.keyOf('p'), 'p']], dead_letters: [letter] },
        rows: [formatEventLine(row('a')), formatEventLine(row('b'))],
      },
    ])
  })

  test('of nothing but duplicates is still written, so that the counts stay exact', async () => {
    const door = open()
    await take(door, batch(['a', 'b']))
    expect(await take(door, batch(['b', 'a']))).toEqual({ duplicates: 2 })
    expect(door.spool.records()[1]).toMatchObject({ header: { accepted: 2, duplicates: 2, people: [] }, rows: [] })
  })
})

describe('an id', () => {
  test('is known within its source: the first wins, whatever the body of the second', async () => {
    const door = open()
    const first = { ...batch([]), events: [taken(row('a', 'p', 'First')), taken(row('a', 'p', 'Second'))] }
    expect(await take(door, first)).toEqual({ duplicates: 1 })
    expect(await take(door, { ...first, source: 'other' })).toEqual({ duplicates: 1 })
    expect(await take(door, first)).toEqual({ duplicates: 2 })
    expect(door.spool.records().map(({ rows }) => rows)).toEqual([
      [formatEventLine(row('a', 'p', 'First'))],
      [formatEventLine(row('a', 'p', 'First'))],
      [],
    ])
  })

  test.each([
    ['short', 'x'],
    ['long', 'x'.repeat(8_000)],
  ])('that is %s is told from one that begins alike', async (_, start) => {
    const door = open()
    expect(await take(door, batch([`${start}1`, `${start}2`, `${start}1`]))).toEqual({ duplicates: 1 })
  })

  test('is forgotten after a day, or when too many came after it, and never before', async () => {
    let now = 0
    const door = open(() => now, 3)
    await take(door, batch(['a', 'b', 'c']))
    await take(door, batch(['d', 'e', 'f']))
    expect(await take(door, batch(['d', 'e', 'f']))).toEqual({ duplicates: 3 })
    expect(await take(door, batch(['a']))).toEqual({ duplicates: 0 })
    now += 12 * 3_600_000 - 1
    expect(await take(door, batch(['a']))).toEqual({ duplicates: 1 })
    now += 24 * 3_600_000
    expect(await take(door, batch(['a']))).toEqual({ duplicates: 0 })
  })
})

describe('when the spool fails', () => {
  test('nothing judged a duplicate of what failed is acknowledged, and all of it is new when it comes again', async () => {
    const { spool, sink } = open()
    const answers = [sink.append(batch(['a', 'b'])), sink.append(batch(['a'])), sink.append(batch(['c', 'b']))]
    spool.fail()
    for (const answer of await Promise.allSettled(answers)) {
      expect(answer).toMatchObject({ status: 'rejected', reason: { name: 'SpoolRefusal', code: 'full' } })
    }
    const again = [sink.append(batch(['a'])), sink.append(batch(['b', 'a', 'c']))]
    spool.commit()
    expect(await Promise.all(again)).toEqual([{ duplicates: 0 }, { duplicates: 1 }])
    expect(spool.ids()).toEqual(['a', 'b', 'c'])
  })

  test('only what the failed batch brought is forgotten', async () => {
    const { spool, sink } = open()
    await take({ spool, sink }, batch(['a']))
    const failing = sink.append(batch(['a', 'b']))
    spool.fail()
    await expect(failing).rejects.toThrow('full')
    expect(await take({ spool, sink }, batch(['a', 'b']))).toEqual({ duplicates: 1 })
    expect(spool.ids()).toEqual(['a', 'b'])
  })

  test('ids of a generation that was turned over meanwhile are forgotten too', async () => {
    const { spool, sink } = open(undefined, 2)
    const failing = [sink.append(batch(['a', 'b'])), sink.append(batch(['c']))]
    spool.fail()
    await Promise.allSettled(failing)
    expect(await take({ spool, sink }, batch(['a', 'b', 'c']))).toEqual({ duplicates: 0 })
  })

  test('closing waits for what is under way and does not fail with it', async () => {
    const { spool, sink } = open()
    const failing = sink.append(batch(['a']))
    let closed = false
    const closing = sink.close().then(() => {
      closed = true
    })
    await new Promise(setImmediate)
    expect(closed).toBe(false)
    spool.fail()
    await expect(failing).rejects.toThrow('full')
    await closing
    expect(closed).toBe(true)
  })
})

describe('the id of a person', () => {
  const peopleOf = ({ spool }: ReturnType<typeof open>) =>
    spool.records().map(({ header }) => header.people.map(([, id]) => id))

  test('goes along until it is on disk once, and again after it was to be forgotten', async () => {
    const door = open()
    const failing = door.sink.append(batch(['a']))
    door.spool.fail()
    await expect(failing).rejects.toThrow('full')
    await take(door, batch(['a']))
    await take(door, batch(['b']))
    door.sink.forgetPeople()
    await take(door, batch(['c']))
    expect(peopleOf(door)).toEqual([['p'], [], ['p']])
  })

  test('is not remembered when it was to be forgotten while its record was under way', async () => {
    const door = open()
    const under = door.sink.append(batch(['a']))
    door.sink.forgetPeople()
    door.spool.commit()
    await under
    await take(door, batch(['b']))
    expect(peopleOf(door)).toEqual([['p'], ['p']])
  })

  test('whose only event was a duplicate does not go along', async () => {
    const door = open()
    await take(door, batch(['a']))
    await take(door, batch(['a'], { person: 'another' }))
    expect(peopleOf(door)).toEqual([['p'], []])
  })
})
