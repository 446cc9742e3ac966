import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { eventLineColumns } from '../../dist/collector/ingest/event-line.js'
import { encodeRecord } from '../../dist/collector/ingest/record.js'
import { openSpool } from '../../dist/collector/ingest/spool/open-spool.js'
import { createLog } from '../../dist/collector/log.js'
import { startTakehold, timeReady } from './processes.mjs'
import { printTable } from './table.mjs'

const spoolBytes = 1e9
const rowsPerRecord = 100
const recordsAtOnce = 64
const times = 3

/** From the start of the command to `ready`: with nothing in the spool, and with a gigabyte that waits. */
export async function benchStart({ root, folder, say }) {
  const data = join(folder, 'start')
  const first = await startTakehold(root, data)
  await first.stop()
  const empty = []
  for (let time = 0; time < times; time++) empty.push(await timeReady(root, data))
  await fillSpool(join(data, 'spool'))
  const full = await timeReady(root, data)
  printTable(
    say,
    'From the start of the command to ready',
    ['spool', 'seconds', 'bar'],
    [
      ['empty', Math.min(...empty).toFixed(2), '2'],
      ['1 GB waiting', full.toFixed(2), '4'],
    ],
  )
}

async function fillSpool(directory) {
  const limits = { segmentBytes: 64 * 2 ** 20, waitingBytesMax: 2 * spoolBytes, freeBytesMin: 0 }
  const spool = await openSpool({ directory, limits, failPoint: '', log: createLog('error'), onFatal: fail })
  let bytes = 0
  while (bytes < spoolBytes) {
    // Together, as many senders would: one flush of the disk for each would take minutes.
    const payloads = Array.from({ length: recordsAtOnce }, record)
    for (const payload of payloads) bytes += payload.length
    await Promise.all(payloads.map((payload) => spool.append(payload)))
  }
  await spool.close()
}

function record() {
  const now = Date.now()
  const at = new Date(now).toISOString().replace('T', ' ').slice(0, 23)
  const values = { date: at.slice(0, 10), source: 'crm', event: 'Record Updated', occurred_at: at, received_at: at }
  const rows = Array.from({ length: rowsPerRecord }, (_, index) => {
    const row = { ...values, person_key: `${index}`.padStart(16, '0'), message_id: randomUUID(), line: index }
    return JSON.stringify(eventLineColumns.map((column) => row[column] ?? empty[column] ?? ''))
  })
  const header = { schema_version: 1, source: 'crm', received_at: now, accepted: rows.length, duplicates: 0 }
  return encodeRecord({ ...header, people: [], dead_letters: [] }, rows)
}

const empty = {
  ...{ skew_ms: 0, contact_at: null, hits: null, duration_ms: null, schema_version: 1, import_seq: 0 },
  ...{ change_fields: [], change_from: [], change_to: [] },
}

function fail(error) {
  throw error
}
