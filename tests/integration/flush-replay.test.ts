import { readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { deadLetter } from '../../collector/ingest/dead-letter.ts'
import { type FlushBench, startFlushBench } from '../support/flush-bench.ts'
import { eventRowOf, eventRows, recordOf } from '../support/spool-records.ts'

let bench: FlushBench
beforeAll(async () => {
  bench = await startFlushBench()
})
afterAll(() => bench?.stop())
beforeEach(() => bench.wipe())

const facts = async () => ({
  events: await bench.rows('SELECT * EXCEPT (stored_at) FROM events FINAL ORDER BY message_id'),
  ids: await bench.rows('SELECT * FROM event_ids FINAL ORDER BY message_id'),
  people: await bench.rows('SELECT * FROM identities FINAL ORDER BY person_key'),
  dead: await bench.rows('SELECT * FROM dead_letters FINAL ORDER BY dead_id'),
  counts: await bench.rows('SELECT * FROM feed_counts FINAL ORDER BY source, date'),
})

const person: [string, string] = ['person-1', 'anna@example.org']
const letter = (messageId: string, personId: string) =>
  deadLetter({
    ...{ code: 'occurred_at_missing', reason: 'occurred_at: is missing', source: 'crm', dataset: 'events', messageId },
    ...{ file: '', line: 0, fields: { person_id: personId }, whole: '{}', importSeq: 0, receivedAt: Date.now() },
  })

test('a store that was wiped is as it was after a replay', async () => {
  const { append, flusher, close } = await bench.open(bench.folder())
  const rows = eventRows(40, 'm')
  await append(recordOf(rows, { people: [person], dead_letters: [letter('d', 'bert')] }))
  await flusher.settled()
  await append(
    recordOf([...eventRows(5, 'm'), ...eventRows(5, 'n')]),
    recordOf(eventRows(3, 'l'), { source: 'legacy' }),
  )
  await flusher.settled()
  const before = await facts()
  await bench.wipe()
  expect(await flusher.replay()).toEqual({ records: 3, rows: 48 })
  expect(await facts()).toEqual(before)
  // The inserts were new ones for the store, whatever it remembers of the first.
  expect(await flusher.replay()).toEqual({ records: 3, rows: 0 })
  expect(await facts()).toEqual(before)
  await append(recordOf(eventRows(2, 'o')))
  await flusher.settled()
  expect((await facts()).counts[0]).toMatchObject({ source: 'crm', accepted: 53, duplicates: 5, dead_lettered: 1 })
  await close()
})

test('a replay brings what a part of the store lost, while new records go on', async () => {
  const { append, flusher, close } = await bench.open(bench.folder(), { limits: { batchRowsMax: 20 } })
  await append(...Array.from({ length: 10 }, (_, index) => recordOf(eventRows(20, `r${index}`))))
  await flusher.settled()
  const before = await facts()
  await bench.run(`ALTER TABLE events DELETE WHERE message_id < 'r4' SETTINGS mutations_sync = 1`)
  await bench.run(`ALTER TABLE event_ids DELETE WHERE message_id LIKE 'r7%' SETTINGS mutations_sync = 1`)
  await bench.run('TRUNCATE TABLE event_hashes')
  const [replayed] = await Promise.all([flusher.replay(), append(recordOf([eventRowOf('new')]))])
  await flusher.settled()
  expect(replayed.records).toBe(10)
  expect((await facts()).events.filter((row) => row.message_id !== 'new')).toEqual(before.events)
  expect((await bench.ids()).length).toBe(201)
  expect(await flusher.replay(11)).toEqual({ records: 1, rows: 0 })
  await close()
})

test('past the window of the tokens the look-up alone keeps every event single', async () => {
  for (const table of ['events', 'event_ids', 'event_hashes']) {
    await bench.run(`ALTER TABLE ${table} MODIFY SETTING non_replicated_deduplication_window = 1`)
  }
  const folder = bench.folder()
  const { append, flusher, close } = await bench.open(folder, { limits: { batchRowsMax: 2 } })
  await append(...Array.from({ length: 6 }, (_, index) => recordOf(eventRows(2, `r${index}`))))
  await flusher.settled()
  await flusher.replay()
  expect(await bench.rows('SELECT count() AS n FROM events')).toEqual([{ n: 12 }])
  await close()
  for (const table of ['events', 'event_ids', 'event_hashes']) {
    await bench.run(`ALTER TABLE ${table} MODIFY SETTING non_replicated_deduplication_window = 10000`)
  }
})

/** Everything that stands in the files of a folder. */
function bytesOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n')
}

test('who was erased is gone from the files and does not come back by a replay', async () => {
  const folder = bench.folder()
  const { append, flusher, spool, close } = await bench.open(folder)
  const received_at = Date.now() - 60_000
  const others = eventRows(4, 'other', { person_key: 'person-2' })
  const record = recordOf([eventRowOf('hers', { person_key: 'person-1' }), ...others], {
    ...{ people: [person], received_at },
    dead_letters: [letter('d-1', 'anna@example.org'), letter('d-2', 'bert')],
  })
  await append(record)
  await flusher.settled()
  await spool.roll()
  await append(recordOf(others.map((row) => ({ ...row, message_id: `${row.message_id}-more` }))))
  await spool.roll()
  const [, untouched = ''] = readdirSync(folder)
    .filter((file) => file.endsWith('.seg'))
    .sort()
  const before = statSync(join(folder, untouched))
  await append(recordOf([eventRowOf('hers-waiting', { person_key: 'person-1' })], { people: [person], received_at }))
  await bench.run(`INSERT INTO erasures (person_key, erased_at) VALUES ('person-1', now64(3))`)
  expect(await flusher.erase('person-1', ['anna@example.org'])).toMatchObject({ records: 2 })
  expect(bytesOf(folder)).not.toMatch(/anna@example\.org|person-1|hers/)
  expect(bytesOf(folder)).toContain('person-2')
  expect(statSync(join(folder, untouched)).ino).toBe(before.ino)
  await bench.run(`ALTER TABLE events DELETE WHERE person_key = 'person-1' SETTINGS mutations_sync = 1`)
  await bench.run('TRUNCATE TABLE identities')
  await bench.run('TRUNCATE TABLE dead_letters')
  await flusher.replay()
  const ofOthers = others.flatMap(({ message_id }) => [message_id, `${message_id}-more`])
  expect(await bench.ids()).toEqual(ofOthers)
  expect((await facts()).people).toEqual([])
  expect((await facts()).dead.map((row) => row.message_id)).toEqual(['d-2'])
  await close()
})

test('rows and ids of someone who was erased meanwhile never reach the store', async () => {
  const folder = bench.folder()
  const received_at = Date.now() - 60_000
  const away = { ...bench.running.connection, url: 'http://127.0.0.1:9' }
  const first = await bench.open(folder, { connection: away })
  const old = { received_at: '2026-03-01 00:00:00.000', person_key: 'person-1' }
  await first.append(recordOf([eventRowOf('old', old), eventRowOf('hers')], { people: [person], received_at }))
  await first.close(0)
  await bench.run(`INSERT INTO erasures (person_key, erased_at) VALUES ('person-1', '2026-03-02 00:00:00.000')`)
  const { append, flusher, close } = await bench.open(folder)
  await append(recordOf([eventRowOf('new')], { people: [person] }))
  await flusher.settled()
  // What she did after her erasure is another matter; the id came with a record from after it.
  expect(await bench.ids()).toEqual(['hers', 'new'])
  await close()
})

test('loaded segments go when they are old, or too many, or in the way; the newest stays', async () => {
  const folder = bench.folder()
  const segments = () =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.seg'))
      .sort()
  const first = await bench.open(folder)
  for (let index = 0; index < 4; index++) {
    await first.append(recordOf(eventRows(10, `s${index}`)))
    await first.spool.roll()
  }
  await first.flusher.settled()
  expect(segments()).toHaveLength(5)
  await first.close()
  const [oldest = '', second = ''] = segments()
  utimesSync(join(folder, oldest), new Date(0), new Date(0))
  const again = await bench.open(folder, { limits: { tidyMs: 20 } })
  await expect.poll(segments, { timeout: 30_000 }).toHaveLength(4)
  expect(segments()[0]).toBe(second)
  await again.close()
  const crowded = await bench.open(folder, { limits: { tidyMs: 20, keptBytesMax: 6_000 } })
  await expect.poll(segments, { timeout: 30_000 }).toHaveLength(3)
  await crowded.close()
  const fullDisk = await bench.open(folder, { limits: { tidyMs: 20, freeBytesMin: 2 ** 60 } })
  await expect.poll(segments, { timeout: 30_000 }).toHaveLength(1)
  await fullDisk.append(recordOf(eventRows(10, 'more')))
  await fullDisk.flusher.settled()
  expect((await bench.ids()).length).toBe(50)
  await fullDisk.close()
})

test('what cannot be read any more is named, and everything around it is stored', async () => {
  const { append, flusher, damages, spool, close } = await bench.open(bench.folder())
  await append(recordOf(eventRows(1, 'a')), Buffer.from('no record at all'), recordOf(eventRows(1, 'b')))
  await flusher.settled()
  expect(await bench.ids()).toEqual(['a-0', 'b-0'])
  expect(damages).toEqual([{ file: 'record-2', offset: 0, bytes: 16, fromSequence: 2, toSequence: 2 }])
  expect(readFileSync(join(spool.directory, 'quarantine', 'record-2-0.bytes'), 'utf8')).toBe('no record at all')
  await close()
})

test('a record of a newer version stops the lane: it is for that version', async () => {
  const { append, flusher, close } = await bench.open(bench.folder())
  await append(recordOf(eventRows(1, 'a')), recordOf(eventRows(1, 'b'), { schema_version: 99 }))
  await expect.poll(() => flusher.status().lane, { timeout: 30_000 }).toBe('stopped')
  expect(flusher.status().reason).toMatch(/newer version/)
  await close(100)
})
