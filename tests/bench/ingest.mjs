import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { benchDrain } from './drain.mjs'
import { benchLatency } from './latency.mjs'
import { startProcess, startTakehold } from './processes.mjs'
import { runScript } from './run-script.mjs'
import { metric } from './server.mjs'
import { benchStart } from './start.mjs'
import { printTable, whole } from './table.mjs'

const sizes = [100, 1]
const seconds = 8
const sustainedSeconds = 40
/** Until what was stored is derived, and the store has put its parts together. */
const restMs = 10_000
const connections = 32

/** npm run bench:ingest: every figure of the way in, each beside the bare one of the same run. */
export async function benchIngest(deps) {
  await benchAcks(deps)
  await benchDrain(deps)
  await benchLatency(deps)
  await benchStart(deps)
}

/** Acknowledged events a second, on disk before the answer, beside a handler that only parses the same bodies. */
async function benchAcks({ root, folder, say }) {
  const server = await startTakehold(root, `${folder}/acks`)
  const bare = await startProcess([fileURLToPath(new URL('bare-handler.mjs', import.meta.url))], /http/)
  try {
    const rows = []
    // Before there is anything to store: what is still derived from one load would weigh on the next.
    const parsedBy = new Map()
    for (const size of sizes) parsedBy.set(size, await sendLoad({ url: bare.text.trim(), key: server.writeKey, size }))
    for (const [size, parsed] of parsedBy) {
      // A flood of seconds is answered first and stored after; one that stays is stored while it goes on.
      for (const lasting of [seconds, sustainedSeconds]) {
        const real = await sendLoad({ url: server.url, key: server.writeKey, size, seconds: lasting })
        rows.push([
          ...[`${size}`, `${lasting} s`, whole(real.events), `${real.p50_ms} ms`, `${real.p99_ms} ms`],
          ...[whole(parsed.events), (real.events / parsed.events).toFixed(2), `${real.refused}`],
        ])
        await drained(server)
      }
    }
    const columns = [
      'events a batch',
      'for',
      'acked events/s',
      'median',
      '99 %',
      'bare events/s',
      'acked ÷ bare',
      'refused',
    ]
    printTable(say, `Acknowledged: POST /v1/batch, ${connections} connections`, columns, rows)
  } finally {
    await bare.stop()
    await server.stop()
  }
}

/** What is left of one load must not weigh on the next. */
export async function drained(server) {
  while ((await metric(server, 'takehold_spool_waiting_bytes')) > 0) await delay(250)
  await delay(restMs)
}

/** Runs the sender in a process of its own and answers what it measured. */
export async function sendLoad(load) {
  const script = fileURLToPath(new URL('load.mjs', import.meta.url))
  return JSON.parse(await runScript([script, JSON.stringify({ connections, seconds, rate: 0, ...load })]))
}
