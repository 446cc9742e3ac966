import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { startProcess, startTakehold } from './processes.mjs'
import { printTable, times, whole } from './table.mjs'

const batchSizes = [1, 20, 100]
const seconds = 8
const connections = 32
const people = 1_000
// A key is allowed 50,000 events at once and 5,000 a second: the load is spread so that no key reaches that.
const keys = 40

/** Events a second into the real server, acknowledged when they are stored, beside a handler that only parses. */
export async function benchIngest({ root, folder, say }) {
  const server = await startTakehold(root, folder)
  const bare = await startProcess([fileURLToPath(new URL('bare-handler.mjs', import.meta.url))], /http/)
  try {
    const writeKeys = await prepare(server)
    const rows = []
    for (const size of batchSizes) {
      const real = await load(server.url, writeKeys, size)
      const parsed = await load(bare.text.trim(), writeKeys, size)
      rows.push([
        `${size}`,
        whole(real.eventsPerSecond),
        `${real.p50Ms} ms`,
        `${real.p99Ms} ms`,
        whole(parsed.eventsPerSecond),
        times(parsed.eventsPerSecond / real.eventsPerSecond),
        `${real.refused}`,
      ])
    }
    await checkStored(server)
    const columns = ['events a batch', 'events/s', 'median', '99 %', 'bare events/s', 'bare ÷ real', 'refused']
    printTable(say, `Ingest: POST /v1/batch, ${connections} connections, ${seconds} s each`, columns, rows)
  } finally {
    await bare.stop()
    await server.stop()
  }
}

/** Everything acknowledged is stored once: without this the rates would mean nothing. */
async function checkStored({ url, token }) {
  const answer = await fetch(`${url}/api/sources`, { headers: { Authorization: `Bearer ${token}` } })
  for (const { source, accepted, stored, duplicates } of (await answer.json()).rows) {
    assert.deepEqual({ source, stored, duplicates }, { source, stored: accepted, duplicates: 0 })
  }
}

async function prepare({ url, token, writeKey }) {
  const roster = ['person_id,department', ...Array.from({ length: people }, (_, index) => `p-${index},D${index % 10}`)]
  await ask(`${url}/api/import/roster`, token, roster.join('\n'))
  const made = [writeKey]
  for (let index = 1; index < keys; index++) {
    const { write_key: key } = await ask(`${url}/api/keys`, token, JSON.stringify({ source: `bench-${index}` }))
    made.push(key)
  }
  return made
}

async function ask(url, token, body) {
  const answer = await fetch(url, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body })
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

async function load(url, writeKeys, size) {
  let sent = 0
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        path: '/v1/batch',
        headers: { 'Content-Type': 'application/json' },
        setupRequest: (request) => {
          sent += 1
          return { ...request, body: batchOf(size, sent, writeKeys[sent % writeKeys.length]) }
        },
      },
    ],
  })
  const { '2xx': accepted, non2xx, errors, duration, latency } = result
  return {
    eventsPerSecond: (accepted * size) / duration,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    refused: non2xx + errors,
  }
}

function batchOf(size, request, writeKey) {
  const at = new Date().toISOString()
  const batch = Array.from({ length: size }, (_, index) => ({
    type: 'track',
    messageId: `${size}-${request}-${index}`,
    userId: `p-${(request * size + index) % people}`,
    event: 'Record Updated',
    timestamp: at,
    properties: { object: 'opportunity', record_id: `o-${index}`, account_id: `a-${request % 500}`, origin: 'web' },
  }))
  return JSON.stringify({ writeKey, batch, sentAt: at })
}
