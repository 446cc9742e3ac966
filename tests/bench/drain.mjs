import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { sendLoad } from './ingest.mjs'
import { startTakehold } from './processes.mjs'
import { importRoster, metric } from './server.mjs'
import { openBenchStore } from './store.mjs'
import { printTable, whole } from './table.mjs'

const seconds = 60
const size = 100
/** Events offered a second: more than the bar asks to be drained, so that the drain and not the sender is measured. */
const offered = 80_000
const rawRows = 1_000_000
const rawRowsPerInsert = 50_000
const bar = 60_000
const barOfRaw = 0.3

/** Rows that reach the tables and the rollups while events come for a minute, beside bare inserts of such rows. */
export async function benchDrain({ root, folder, say }) {
  const raw = await insertRaw({ root, folder: `${folder}/raw` })
  const server = await startTakehold(root, `${folder}/drain`)
  try {
    await importRoster(server)
    const began = performance.now()
    const load = sendLoad({ url: server.url, key: server.writeKey, size, seconds, rate: offered / size })
    await delay(seconds * 1000)
    const drained = (await metric(server, 'takehold_flush_rows_total')) / ((performance.now() - began) / 1000)
    const { sent, refused } = await load
    await waitForAll(server, sent)
    const allS = (performance.now() - began) / 1000
    const behind = sent / allS
    const columns = ['', 'events/s', '÷ raw insert', `bar: ${whole(bar)}/s or ${barOfRaw} × raw`]
    printTable(say, `Drained: ${whole(offered)} events/s offered for ${seconds} s, ${refused} refused`, columns, [
      ['raw JSONEachRow inserts of finished rows', whole(raw), '1.00', ''],
      ['rows in the store while events come', whole(drained), (drained / raw).toFixed(2), ''],
      [
        'rows and rollups, until nothing waits',
        whole(behind),
        (behind / raw).toFixed(2),
        `${allS.toFixed(0)} s in all`,
      ],
    ])
  } finally {
    await server.stop()
  }
}

/** Everything sent is stored once and derived: without this the rates would mean nothing. */
async function waitForAll(server, sent) {
  const headers = { Authorization: `Bearer ${server.token}` }
  for (;;) {
    const { rows } = await (await fetch(`${server.url}/api/sources`, { headers })).json()
    const [row] = rows
    if (row && row.stored >= sent) break
    await delay(250)
  }
  const verified = await fetch(`${server.url}/api/verify`, { method: 'POST', headers })
  const { same, differences } = await verified.json()
  assert.ok(same, `rollups differ: ${differences}`)
}

async function insertRaw({ root, folder }) {
  const { store, stop } = await openBenchStore({ root, folder }, 'organisation: Bench')
  try {
    await store.writer.command({ query: 'CREATE TABLE raw_events AS events' })
    let ms = 0
    for (let first = 0; first < rawRows; first += rawRowsPerInsert) {
      const values = Array.from({ length: rawRowsPerInsert }, (_, index) => rowOf(first + index))
      const began = performance.now()
      await store.writer.insert({ table: 'raw_events', values, format: 'JSONEachRow' })
      ms += performance.now() - began
    }
    return rawRows / (ms / 1000)
  } finally {
    await stop()
  }
}

function rowOf(index) {
  const at = new Date().toISOString().replace('T', ' ').slice(0, 23)
  return {
    ...{ person_key: `${index % 1_000}`.padStart(16, '0'), date: at.slice(0, 10), source: 'crm' },
    ...{ message_id: `bench-${String(index).padStart(12, '0')}`, event: 'Record Updated', occurred_at: at },
    ...{ received_at: at, skew_ms: 3, object: 'opportunity', record_id: `o-${index % 100}`, account_id: 'a-1' },
    ...{ origin: 'web', app: 'salesforce', schema_version: 1, line: index % 100 },
  }
}
