import { setTimeout as delay } from 'node:timers/promises'

/** Events that every client of these tests sends. */
export const eventsPerClient = 1_000
/** Acknowledged before the collector is killed, so that it dies amid the sending. */
export const eventsBeforeKill = 200

const chunk = 20
const chunkEveryMs = 40

/** One event of the load; each is about a record of its own. */
export type LoadEvent = { userId: string; event: string; properties: { object: string; record_id: string } }

/** A client under load. */
export type ClientLoad = {
  /** Events that the client was told are delivered. */
  acknowledged(): number
  /** Resolves when the client has nothing left to send; rejects when it gave an event up. */
  done: Promise<void>
}

/** What a client can do: send one event, and say when everything left is delivered. */
export type LoadedClient = {
  /** Hands one event over; `answered` is called with what became of it. */
  send(event: LoadEvent, answered: (error?: unknown) => void): void
  /** Sends what waits. */
  flush(): Promise<unknown>
}

/** Hands a thousand events to a client at the pace of a busy team, the second half once the collector is dead. */
export function loadClient(client: LoadedClient, people: readonly string[], dead: Promise<void>): ClientLoad {
  let acknowledged = 0
  const failures: unknown[] = []
  const answered = (error?: unknown) => {
    if (error) failures.push(error)
    else acknowledged += 1
  }

  async function run(): Promise<void> {
    for (let index = 0; index < eventsPerClient; index++) {
      if (index === eventsPerClient / 2) await dead
      client.send(eventOf(index, people), answered)
      if (index % chunk === 0) await delay(chunkEveryMs)
    }
    while (acknowledged + failures.length < eventsPerClient) {
      // Some clients throw here for a batch that they report to `answered` too.
      await client.flush().catch(() => undefined)
      await delay(chunkEveryMs)
    }
    if (failures.length > 0) throw new Error(`${failures.length} events were given up: ${failures[0]}`)
  }

  return { acknowledged: () => acknowledged, done: run() }
}

function eventOf(index: number, people: readonly string[]): LoadEvent {
  return {
    userId: people[index % people.length] ?? '',
    event: 'Record Updated',
    properties: { object: 'opportunity', record_id: `record-${index}` },
  }
}
