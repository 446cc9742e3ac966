import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startTakehold, timeCommand } from './processes.mjs'
import { openBenchStore } from './store.mjs'
import { printTable, times, whole } from './table.mjs'

const rows = 200_000
const rowsPerInsert = 20_000
const people = 1_000
const firstMs = Date.parse('2025-09-01T08:00:00Z')
const stepMs = 40_000

/** Rows a second of `takehold import events`, from the start of the command to its report, beside raw inserts. */
export async function benchImport({ root, folder, say }) {
  const insertS = await insertRaw({ root, folder: join(folder, 'raw') })
  const importS = await importFile({ root, folder })
  printTable(
    say,
    `Import: ${whole(rows)} events`,
    ['by', 'seconds', 'rows/s', 'raw ÷ this'],
    [
      ['raw inserts of finished rows', insertS.toFixed(1), whole(rows / insertS), times(1)],
      ['takehold import events', importS.toFixed(1), whole(rows / importS), times(importS / insertS)],
    ],
  )
}

// The same rows as JSON lines into a table of the same shape: no checks, no identities, no rollup, no search for twins.
async function insertRaw({ root, folder }) {
  await mkdir(folder)
  const { store, stop } = await openBenchStore({ root, folder }, 'organisation: Bench')
  try {
    await store.writer.command({ query: 'CREATE TABLE raw_events AS events' })
    const beganMs = performance.now()
    for (let first = 0; first < rows; first += rowsPerInsert) {
      const values = Array.from({ length: rowsPerInsert }, (_, index) => rowOf(first + index))
      await store.writer.insert({ table: 'raw_events', values, format: 'JSONEachRow' })
    }
    return (performance.now() - beganMs) / 1000
  } finally {
    await stop()
  }
}

async function importFile({ root, folder }) {
  const [roster, events] = [join(folder, 'roster.csv'), join(folder, 'events.csv')]
  await writeLines(roster, 'person_id,department', people, (index) => `p-${index},D${index % 10}`)
  await writeLines(events, 'message_id,person_id,event,occurred_at,object,record_id,origin', rows, lineOf)
  const data = join(folder, 'data')
  const server = await startTakehold(root, data)
  try {
    const program = join(root, 'collector', 'takehold.mjs')
    await timeCommand([program, 'import', 'roster', roster, '--data', data])
    return await timeCommand([program, 'import', 'events', events, '--data', data, '--strict'])
  } finally {
    await server.stop()
  }
}

function rowOf(index) {
  const at = new Date(firstMs + index * stepMs).toISOString().replace('T', ' ').slice(0, 23)
  return {
    person_key: `${index % people}`.padStart(16, '0'),
    date: at.slice(0, 10),
    source: 'bench',
    message_id: `m-${index}`,
    event: 'Record Updated',
    occurred_at: at,
    received_at: at,
    object: 'opportunity',
    record_id: `o-${index % 5_000}`,
    origin: 'web',
    schema_version: 1,
  }
}

function lineOf(index) {
  const at = new Date(firstMs + index * stepMs).toISOString()
  return `m-${index},p-${index % people},Record Updated,${at},opportunity,o-${index % 5_000},web`
}

async function writeLines(file, header, count, line) {
  const stream = createWriteStream(file)
  stream.write(`${header}\n`)
  for (let index = 0; index < count; index++) {
    if (!stream.write(`${line(index)}\n`)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'finish')
}
