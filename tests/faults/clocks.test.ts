import { afterAll, beforeAll, expect, test } from 'vitest'
import { queryRows } from '../../collector/store/query.ts'
import { exact, type FaultBench, startFaultBench } from '../support/fault-bench.ts'
import { noteAcked, noteSent, openFaultLog } from '../support/fault-log.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const yearMs = 365 * dayMs

/** What a sender's clock says when it sends, beside ours, and what it says about when the event was. */
const senders = [
  { mark: 'right', sentMs: 0, eventMs: -hourMs },
  { mark: 'hour-ahead', sentMs: hourMs, eventMs: hourMs },
  { mark: 'hour-behind', sentMs: -hourMs, eventMs: -hourMs },
  { mark: 'ten-years-behind', sentMs: -10 * yearMs, eventMs: -10 * yearMs },
  { mark: 'years-offline', sentMs: 0, eventMs: -10 * yearMs },
  { mark: 'sent-ten-years-ahead', sentMs: 10 * yearMs, eventMs: -hourMs },
]
const refused = [
  { mark: 'ten-years-ahead', sentMs: 10 * yearMs, eventMs: 10 * yearMs },
  { mark: 'before-1990', sentMs: 0, eventMs: -40 * yearMs },
]

let bench: FaultBench
const log = openFaultLog(0)

beforeAll(async () => {
  bench = await startFaultBench()
})
afterAll(() => bench?.stop())

test('senders whose clocks are wrong lose nothing: the skew is written down and never applied', async () => {
  const nowMs = Date.now()
  for (const sender of [...senders, ...refused]) await send(sender, nowMs)
  const passedMs = Date.now() - nowMs
  expect(await bench.judge([log])).toEqual(exact)
  const rows = await queryRows(
    bench.store.writer,
    'SELECT record_id, toUnixTimestamp64Milli(occurred_at) AS at, skew_ms FROM events FINAL',
  )
  for (const { mark, sentMs, eventMs } of senders) {
    const row = rows.find(({ record_id: recordId }) => recordId === mark)
    expect([mark, Number(row?.at)]).toEqual([mark, nowMs + eventMs])
    // Our clock minus theirs, and what passed between `nowMs` and the answer.
    const lateMs = Number(row?.skew_ms) + sentMs
    expect([mark, lateMs >= 0 && lateMs <= passedMs]).toEqual([mark, true])
  }
  expect([...log.badAcked].sort()).toEqual(refused.map(({ mark }) => mark).sort())
})

test('nights on which clocks change lose no instant and double none', async () => {
  const marks: string[] = []
  // Every half hour around both changes of Europe and of the United States in 2026, told in local offsets.
  for (const [night, offsets] of changes) {
    for (let step = 0; step < 12; step++) {
      const at = Date.parse(night) + (step * hourMs) / 2
      for (const offset of offsets) {
        const mark = `dst-${night}-${step}-${offset}`
        marks.push(mark)
        await sendMessage(mark, withOffset(at, offset), undefined)
      }
    }
  }
  expect(await bench.judge([log])).toEqual(exact)
  const rows = await queryRows(
    bench.store.writer,
    "SELECT uniqExact(occurred_at) AS instants, count() AS rows FROM events FINAL WHERE startsWith(record_id, 'dst-')",
  )
  // The same instant under either offset is one instant and two events.
  expect(rows).toEqual([{ instants: marks.length / 2, rows: marks.length }])
})

const changes: [string, number[]][] = [
  ['2026-03-28T23:00:00Z', [1, 2]],
  ['2026-10-24T22:00:00Z', [1, 2]],
  ['2026-03-08T05:00:00Z', [-5, -4]],
  ['2026-11-01T04:00:00Z', [-5, -4]],
]

/** An instant as a clock of that offset writes it. */
function withOffset(at: number, hours: number): string {
  const sign = hours < 0 ? '-' : '+'
  return `${new Date(at + hours * hourMs).toISOString().slice(0, 19)}${sign}0${Math.abs(hours)}:00`
}

async function send({ mark, sentMs, eventMs }: (typeof senders)[number], nowMs: number): Promise<void> {
  const isBad = refused.some((each) => each.mark === mark)
  await sendMessage(mark, new Date(nowMs + eventMs).toISOString(), new Date(nowMs + sentMs).toISOString(), isBad)
}

async function sendMessage(mark: string, timestamp: string, sentAt: string | undefined, isBad = false): Promise<void> {
  const { collector } = bench
  const properties = { object: 'opportunity', record_id: mark }
  const message = { type: 'track', messageId: mark, userId: 'Sales-1', event: 'Record Updated', timestamp, properties }
  const body = JSON.stringify({ batch: [message], ...(sentAt === undefined ? {} : { sentAt }) })
  const batch = { body, marks: isBad ? [] : [mark], bad: isBad ? [mark] : [], size: 1 }
  noteSent(log, batch)
  log.attempted += 1
  const headers = { Authorization: `Basic ${btoa(`${collector.writeKey()}:`)}` }
  const answer = await fetch(`${collector.url()}/v1/batch`, { method: 'POST', headers, body })
  expect(answer.status).toBe(200)
  noteAcked(log, batch, await answer.json())
}
