import type { Context } from 'hono'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { FlushedBatch, FlushStatus } from './ingest/flush/flusher.ts'
import type { SpoolStatus } from './ingest/spool/spool.ts'
import type { WireFacts } from './ingest/wire-facts.ts'
import { addFlushMetrics } from './metrics/flush-metrics.ts'
import { addGauges } from './metrics/meter.ts'
import { addSpoolMetrics } from './metrics/spool-metrics.ts'
import { addWireMetrics } from './metrics/wire-metrics.ts'

/** Where the numbers are read that somebody else keeps. */
export type MetricsDeps = {
  isStoreReady: () => boolean
  spoolStatus: () => SpoolStatus
  flushStatus: () => FlushStatus
  /** Open connections of the server. */
  connections: () => number
  /** Seconds since the newest event of each source was received. */
  sourceLagS: () => ReadonlyMap<string, number>
}

/** What the server counts about itself. */
export type Metrics = {
  answered(context: Context, route: string, beganMs: number): void
  wireAnswered(facts: WireFacts): void
  flushed(batch: FlushedBatch): void
  contentType: string
  text(): Promise<string>
  close(): void
}

/** A registry of its own for each server, so that two in one process do not mix. */
export function createMetrics(deps: MetricsDeps): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'takehold_' })
  const answered = addRequestMetrics(registry)
  addStateMetrics(registry, deps)
  addSpoolMetrics(registry, deps.spoolStatus)
  return {
    answered,
    wireAnswered: addWireMetrics(registry),
    flushed: addFlushMetrics(registry, { status: deps.flushStatus }),
    contentType: registry.contentType,
    text: () => registry.metrics(),
    close: () => registry.clear(),
  }
}

function addRequestMetrics(registry: Registry): Metrics['answered'] {
  const registers = [registry]
  const requests = new Counter({
    name: 'takehold_http_requests_total',
    help: 'Requests answered, those that bring events apart',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const seconds = new Histogram({
    name: 'takehold_http_request_seconds',
    help: 'Time to the answer',
    labelNames: ['route'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  })
  return ({ req, res }, route, beganMs) => {
    requests.inc({ method: req.method, route, status: res.status })
    seconds.observe({ route }, (Date.now() - beganMs) / 1000)
  }
}

function addStateMetrics(registry: Registry, { isStoreReady, connections, sourceLagS }: MetricsDeps): void {
  addGauges(registry, [
    { name: 'takehold_store_ready', help: '1 while the database answers', read: () => (isStoreReady() ? 1 : 0) },
    { name: 'takehold_http_connections', help: 'Open connections of the server', read: connections },
  ])
  new Gauge({
    name: 'takehold_source_lag_seconds',
    help: 'Seconds since the newest event of a source was received; a source that stopped keeps growing',
    labelNames: ['source'],
    registers: [registry],
    collect() {
      this.reset()
      for (const [source, seconds] of sourceLagS()) this.set({ source }, seconds)
    },
  })
}
