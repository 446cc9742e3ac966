import { drained, sendLoad } from './ingest.mjs'
import { startTakehold } from './processes.mjs'
import { ask, importRoster, metric } from './server.mjs'
import { printTable } from './table.mjs'

const peakSeconds = 6
const seconds = 30
const warmS = 2
const reports = 8
const dayMs = 86_400_000

/** How long an acknowledgement takes at half the peak rate while eight slow reports run, and what the process holds. */
export async function benchLatency({ root, folder, say, minutes = 0.5 }) {
  const server = await startTakehold(root, `${folder}/latency`)
  try {
    await importRoster(server)
    const rows = []
    for (const size of [1, 100]) {
      const load = { url: server.url, key: server.writeKey, size }
      const peak = await sendLoad({ ...load, seconds: peakSeconds })
      const rate = peak.requests / 2
      // Storing what the peak left behind is another load than the one that is timed.
      await drained(server)
      const quiet = await sendLoad({ ...load, seconds, rate, warmS })
      const slow = keepAsking(server)
      const memory = watchMemory(server)
      const busy = await sendLoad({ ...load, seconds: Math.max(seconds, minutes * 60), rate, warmS })
      const asked = await slow.stop()
      rows.push(
        [`${size}`, 'no reports', `${Math.round(rate)}`, `${quiet.p50_ms} ms`, `${quiet.p99_ms} ms`, '', ''],
        [
          ...[`${size}`, `${asked} reports, ${reports} at once`, `${Math.round(rate)}`, `${busy.p50_ms} ms`],
          ...[`${busy.p99_ms} ms`, ...(await memory.stop())],
        ],
      )
    }
    const columns = ['events a batch', 'beside', 'requests/s', 'median', '99 %', 'memory first → last', 'highest']
    printTable(say, `Acknowledgement at half the peak rate (bar: median 5 ms, 99 % 25 ms, 300 MB)`, columns, rows)
  } finally {
    await server.stop()
  }
}

/** The same for some minutes, so that memory that grows is seen. */
export function benchLatencyFor({ scale: minutes = 10, ...deps }) {
  return benchLatency({ ...deps, minutes })
}

/** Asks for a different day by team each time, so that no answer is remembered. */
function keepAsking(server) {
  let stopped = false
  let asked = 0
  const loop = async () => {
    while (!stopped) {
      const on = new Date(Date.now() - (2 + (asked++ % 400)) * dayMs).toISOString().slice(0, 10)
      await ask(server, `/api/measures/adoption?on=${on}&by=department&compare=28d`)
    }
  }
  const loops = Array.from({ length: reports }, loop)
  return {
    async stop() {
      stopped = true
      await Promise.all(loops)
      return asked
    },
  }
}

function watchMemory(server) {
  const samples = []
  const sample = async () => samples.push((await metric(server, 'takehold_process_resident_memory_bytes')) / 1e6)
  const timer = setInterval(() => void sample(), 1_000)
  return {
    async stop() {
      clearInterval(timer)
      const part = Math.max(1, Math.floor(samples.length / 5))
      const mean = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
      const [first, last] = [mean(samples.slice(0, part)), mean(samples.slice(-part))]
      return [`${first.toFixed(0)} → ${last.toFixed(0)} MB`, `${Math.max(...samples).toFixed(0)} MB`]
    },
  }
}
