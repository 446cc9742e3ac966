import { Histogram, type Registry } from 'prom-client'
import type { WireFacts } from '../ingest/wire-facts.ts'
import { createTally } from './meter.ts'

const ackBuckets = [0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2, 5]

/** What the door for events counts. */
export function addWireMetrics(registry: Registry): (facts: WireFacts) => void {
  const requests = createTally(registry, {
    name: 'takehold_wire_requests_total',
    help: 'Requests that brought events, by the status they were answered with; 499 is a sender that left before',
    labels: ['status'],
  })
  const accepted = createTally(registry, {
    name: 'takehold_events_accepted_total',
    help: 'Events that were acknowledged, duplicates and dead letters among them',
    labels: ['source'],
  })
  const duplicates = createTally(registry, {
    name: 'takehold_events_duplicate_total',
    help: 'Acknowledged events that were recognised at the door as sent before',
    labels: ['source'],
  })
  const deadLetters = createTally(registry, {
    name: 'takehold_dead_letters_total',
    help: 'Acknowledged events that became dead letters at the door, by reason',
    labels: ['source', 'reason'],
  })
  const ack = new Histogram({
    name: 'takehold_ack_seconds',
    help: 'From the first byte of a request with events to its 200: every event of it is on disk',
    buckets: ackBuckets,
    registers: [registry],
  })
  return (facts) => {
    requests(1, String(facts.status))
    if (facts.status !== 200) return
    ack.observe(facts.ms / 1000)
    accepted(facts.events, facts.source)
    if (facts.duplicates > 0) duplicates(facts.duplicates, facts.source)
    for (const code of facts.deadLetterCodes) deadLetters(1, facts.source, code)
  }
}
