import { setTimeout as delay } from 'node:timers/promises'

/** A sender that never stops and writes down what it was promised. */
export type EventDriver = {
  /** Message ids of everything that left, answered or not. */
  sent: ReadonlySet<string>
  /** Message ids of every batch that was answered with 200. */
  acked: ReadonlySet<string>
  /** Statuses that came instead of 200; 0 is a connection that broke. */
  refusals: ReadonlyMap<number, number>
  /** Resolves when so many more events are acknowledged. */
  ackedMore(events: number): Promise<void>
  /** Ends every lane; batches without an answer stay unacknowledged. */
  stop(): Promise<void>
}

type Options = {
  /** Where the server is now; it may move between two requests. */
  url: () => string
  writeKey: string
  people: readonly string[]
  lanes?: number
  batchSize?: number
}

const retryMs = 25
const dayMs = 86_400_000
const daysBack = 20

/** Sends batches of events by several lanes; a batch without a 200 is sent again as it is, like an SDK does. */
export function driveEvents({ url, writeKey, people, lanes = 4, batchSize = 20 }: Options): EventDriver {
  const sent = new Set<string>()
  const acked = new Set<string>()
  const refusals = new Map<number, number>()
  const name = `drive-${Math.random().toString(36).slice(2)}`
  let stopped = false
  let next = 0

  async function lane(): Promise<void> {
    while (!stopped) {
      const first = next
      next += batchSize
      const batch = Array.from({ length: batchSize }, (_, index) => event(name, first + index, people))
      for (const { messageId } of batch) sent.add(messageId)
      const body = JSON.stringify({ writeKey, batch })
      while (!stopped && !(await deliver(url(), body, refusals))) await delay(retryMs)
      if (!stopped) for (const { messageId } of batch) acked.add(messageId)
    }
  }

  const running = Promise.all(Array.from({ length: lanes }, lane))
  return {
    sent,
    acked,
    refusals,
    async ackedMore(events) {
      const wanted = acked.size + events
      while (acked.size < wanted) await delay(retryMs)
    },
    async stop() {
      stopped = true
      await running
    },
  }
}

async function deliver(url: string, body: string, refusals: Map<number, number>): Promise<boolean> {
  const status = await fetch(`${url}/v1/batch`, { method: 'POST', body }).then(
    async (answer) => {
      await answer.text()
      return answer.status
    },
    () => 0,
  )
  if (status !== 200) refusals.set(status, (refusals.get(status) ?? 0) + 1)
  return status === 200
}

function event(name: string, number: number, people: readonly string[]) {
  return {
    type: 'track',
    messageId: `${name}-${number}`,
    userId: people[number % people.length],
    event: 'Record Updated',
    timestamp: new Date(Date.now() - (number % daysBack) * dayMs).toISOString(),
    properties: { object: 'opportunity', record_id: `o-${number % 50}` },
  }
}
