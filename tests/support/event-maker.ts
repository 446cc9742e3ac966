import type { SentBatch } from './fault-log.ts'
import type { Dice } from './oracle/random/dice.ts'

/** Makes the batches of one lane; what was acknowledged may come again under another body. */
export type EventMaker = {
  batch(): SentBatch
  /** Told what is promised, so that twins and repetitions are of what must already be there. */
  acked(batch: SentBatch): void
}

/** How often something beside plain good events is sent, as shares of events or of batches. */
export type Mixture = {
  /** Events that become dead letters. */
  bad: number
  /** Events without a message id. */
  nameless: number
  /** Events that take the id of an acknowledged one and say something else. */
  twins: number
  /** Batches that were acknowledged before and are sent again. */
  repeated: number
}

/** A little of everything. */
export const usualMixture: Mixture = { bad: 0.02, nameless: 0.03, twins: 0.02, repeated: 0.05 }

/** Good events alone. */
export const plainMixture: Mixture = { bad: 0, nameless: 0, twins: 0, repeated: 0 }

type Options = {
  name: string
  dice: Dice
  people: readonly string[]
  sizes: [number, number]
  mixture: Mixture
  /** Bytes that make each event larger, to fill a disk soon. */
  padding: number
}
type Event = Record<string, unknown>

const dayMs = 86_400_000
const daysBack = 20
const remembered = 20

/** Opens the maker of a lane: the same dice make the same batches, but for the instants. */
export function createEventMaker({ name, dice, people, sizes, mixture, padding }: Options): EventMaker {
  const known: SentBatch[] = []
  let next = 0

  function good(mark: string): Event {
    const person = people[dice.int(0, people.length - 1)]
    const at = Date.now() - dice.int(0, daysBack) * dayMs - dice.int(0, 1_000)
    const properties = {
      object: 'opportunity',
      record_id: mark,
      account_id: `a-${dice.int(1, 50)}${'x'.repeat(padding)}`,
    }
    const timestamp = new Date(at).toISOString()
    return { type: 'track', messageId: mark, userId: person, event: 'Record Updated', timestamp, properties }
  }

  return {
    batch() {
      const again = known[dice.int(0, remembered - 1)]
      if (again && dice.chance(mixture.repeated)) return again
      const batch: Event[] = []
      const marks: string[] = []
      const bad: string[] = []
      const size = sizeOf(dice, sizes)
      while (batch.length < size) {
        const mark = `${name}-${next}`
        next += 1
        const old = known[dice.int(0, remembered - 1)]?.marks[0]
        const event = good(mark)
        if (dice.chance(mixture.bad)) {
          bad.push(mark)
          batch.push(spoil(event, dice))
        } else if (old !== undefined && dice.chance(mixture.twins)) {
          batch.push(twinOf(event, old))
        } else {
          // The first has its id, as twins are made of it.
          const isNameless = marks.length > 0 && dice.chance(mixture.nameless)
          marks.push(mark)
          batch.push(isNameless ? { ...event, messageId: undefined } : event)
        }
      }
      return { body: JSON.stringify({ batch, sentAt: new Date().toISOString() }), marks, bad, size }
    },
    acked(batch) {
      known.push(batch)
      if (known.length > remembered) known.shift()
    },
  }
}

/** What the record id of a twin begins with: stored, it has taken the place of the first. */
export const twinPrefix = 'twin-'

function twinOf(event: Event, mark: string): Event {
  const properties = { object: 'opportunity', record_id: `${twinPrefix}${mark}` }
  return { ...event, messageId: mark, properties }
}

// Small batches are the rule, as with people who click.
function sizeOf(dice: Dice, [min, max]: [number, number]): number {
  return dice.chance(0.8) ? dice.int(min, Math.max(min, Math.floor(max / 8))) : dice.int(min, max)
}

function spoil(event: Event, dice: Dice): Event {
  return dice.pick<Event>([
    { ...event, userId: '' },
    { ...event, timestamp: '2299-01-01T00:00:00Z' },
    { ...event, timestamp: 'yesterday' },
    { ...event, type: 'telepathy' },
    { ...event, properties: { note: 'x'.repeat(9_000) } },
  ])
}
