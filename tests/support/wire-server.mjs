import { pino } from 'pino'
import { createWireHandler } from '../../dist/collector/ingest/wire-handler.js'
import { listen } from '../../dist/collector/listen.js'

// The door for events as a process of its own, so that its memory and its turns are not those of the test. What it
// takes stays in memory, and nothing but its numbers is kept.
const { limits, ...options } = JSON.parse(process.argv[2] ?? '{}')
const events = []
let isStopping = false

const wire = createWireHandler({
  ...options,
  writeKeys: { find: (key) => (key === 'wk' ? { keyId: 'one', source: 'crm', origins: [] } : undefined) },
  sink: { append, close: async () => undefined },
  personKeys: { keyOf: (id) => `key-${id}` },
  log: pino({ level: 'silent' }),
  accepting: () => !isStopping,
})
const listener = await listen({ fetch: countBytes }, { host: '127.0.0.1', port: 0, wire, limits })
process.send({ url: listener.origin })

process.on('message', async (asked) => {
  if (asked === 'stop') {
    isStopping = true
    await listener.close()
    process.disconnect()
  } else {
    process.send({ rss: process.memoryUsage().rss, connections: listener.connections(), events })
  }
})

async function append(batch) {
  for (const { row } of batch.events) events.push(row.message_id)
  return { duplicates: 0 }
}

// Stands for the rest of the server: it reads a body at the pace it comes.
async function countBytes(request) {
  let bytes = 0
  for await (const chunk of request.body ?? []) bytes += chunk.length
  return Response.json({ bytes })
}
