import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FlushBench, startFlushBench } from '../support/flush-bench.ts'
import { openDice } from '../support/oracle/random/dice.ts'
import { dateAfter, eventRowOf, recordOf } from '../support/spool-records.ts'

let bench: FlushBench
beforeAll(async () => {
  bench = await startFlushBench()
})
afterAll(() => bench?.stop())

const requests = 40

test('every request one to five times, shuffled, over two spools and restarts: the effect of one delivery', async () => {
  const dice = openDice(20_261_122)
  const bodies = Array.from({ length: requests }, (_, request) => {
    const size = dice.int(1, 30)
    const rows = Array.from({ length: size }, (_, index) =>
      eventRowOf(`m-${request}-${index}`, {
        person_key: `person-${dice.int(1, 5)}`,
        date: dateAfter('2026-01-01', dice.int(0, 120)),
      }),
    )
    return { rows, record: recordOf(rows) }
  })
  const sendings = bodies.flatMap((body) => Array.from({ length: dice.int(1, 5) }, () => body))
  const shuffled = sendings
    .map((body) => ({ body, at: dice.int(0, 1_000_000) }))
    .sort((one, other) => one.at - other.at)
  const folders = [bench.folder(), bench.folder()]
  const limits = { batchRowsMax: 60, batchWaitMs: 5 }
  for (let round = 0; round < 4; round++) {
    const open = await Promise.all(folders.map((folder) => bench.open(folder, { limits })))
    for (const { body } of shuffled.filter((_, index) => index % 4 === round)) {
      await open[dice.int(0, 1)]?.append(body.record)
    }
    // The last round ends in the store, the others anywhere.
    if (round === 3) await Promise.all(open.map(({ flusher }) => flusher.settled()))
    await Promise.all(open.map(({ close }) => close(round === 3 ? 10_000 : 0)))
  }
  const expected = bodies.flatMap(({ rows }) => rows)
  const sums = 'SELECT count() AS n, uniqExact(message_id) AS ids, uniqExact(person_key, date) AS days FROM'
  const days = new Set(expected.map(({ person_key, date }) => `${person_key} ${date}`)).size
  const all = [{ n: expected.length, ids: expected.length, days }]
  expect(await bench.rows(`${sums} events FINAL`)).toEqual(all)
  expect(await bench.rows(`${sums} event_ids FINAL`)).toEqual(all)
  const sent = sendings.reduce((sum, { rows }) => sum + rows.length, 0)
  expect(await bench.rows('SELECT sum(accepted) AS accepted FROM feed_counts FINAL')).toEqual([{ accepted: sent }])
})
