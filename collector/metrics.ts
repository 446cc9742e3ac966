import type { Context } from 'hono'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What the server counts about itself. */
export type Metrics = ReturnType<typeof createMetrics>

/** A registry of its own for each server, so that two in one process do not mix. */
export function createMetrics({ isStoreReady }: { isStoreReady: () => boolean }) {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'takehold_' })
  const requests = new Counter({
    name: 'takehold_http_requests_total',
    help: 'Requests answered',
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
  new Gauge({
    name: 'takehold_store_ready',
    help: '1 while the database answers',
    registers,
    collect() {
      this.set(isStoreReady() ? 1 : 0)
    },
  })
  return {
    answered({ req, res }: Context, route: string, beganMs: number): void {
      requests.inc({ method: req.method, route, status: res.status })
      seconds.observe({ route }, (Date.now() - beganMs) / 1000)
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
    close: () => registry.clear(),
  }
}
