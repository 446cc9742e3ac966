import { openOrganisation } from './made-organisation.mjs'
import { median, printTable, whole } from './table.mjs'

const movedPeople = 300
const weeksBack = 20
const asksIdle = 15
const dayMs = 86_400_000

// The newest rows of everyone once more; some hundred people have gone to another department.
const rosterAgain = `
INSERT INTO roster
SELECT * REPLACE (if(row_number() OVER () <= {moved:UInt32}, concat('Department ', leftPad(toString({seq:UInt64} % 40), 2, '0')), department) AS department,
  {seq:UInt64} AS import_seq)
FROM (SELECT * FROM roster_rows ORDER BY person_key)`

const lateEvents = `
INSERT INTO events (person_key, date, source, message_id, event, occurred_at, received_at, object, origin, schema_version)
SELECT person_key, {day:Date}, 'bench-late', concat({seq:String}, person_key), 'Record Created', toDateTime64({day:Date}, 3, 'UTC') + 36000,
  now64(3, 'UTC'), 'contact', 'web', 1
FROM (SELECT DISTINCT person_key FROM roster_rows)`

const question = `
SELECT group, measured, adopted
FROM adoption(on = {on:Date}, by = 'department', departments = [], teams = [], roles = [], phases = [], people = [])`

/** How long numbers of the past take to be right again after everybody's data changed, and what readers notice of it. */
export async function benchRestated({ root, folder, say, on, events, people }) {
  const { store, rollup, stop } = await openOrganisation({ root, folder, say, on, events, people })
  try {
    const ask = () =>
      timed(() =>
        store.reader.query({ query: question, query_params: { on }, format: 'JSON' }).then((answer) => answer.json()),
      )
    await ask()
    const idle = []
    while (idle.length < asksIdle) idle.push(await ask())
    const keys = await peopleOf(store)
    const day = new Date(Date.parse(on) - weeksBack * 7 * dayMs).toISOString().slice(0, 10)
    const seq = Date.now()
    const changes = {
      [`the roster again, ${movedPeople} moved`]: async () => {
        await store.writer.command({ query: rosterAgain, query_params: { seq, moved: movedPeople } })
        rollup.changed({ kind: 'base', why: 'roster', personKeys: keys })
      },
      [`an event of everybody on ${day}`]: async () => {
        await store.writer.command({ query: lateEvents, query_params: { seq: String(seq), day } })
        const personMonths = new Map(keys.map((key) => [key, { from: day, to: day }]))
        rollup.changed({ kind: 'events', why: 'late_data', personMonths })
      },
    }
    const rows = []
    for (const [name, change] of Object.entries(changes)) {
      const { ms, asked } = await restate(rollup, change, ask)
      rows.push([
        name,
        `${(ms / 1000).toFixed(1)} s`,
        '30 s',
        `${whole(median(asked))} ms`,
        `${whole(median(idle))} ms`,
      ])
    }
    const columns = ['change', 'until right', 'bar', 'adoption meanwhile', 'adoption idle']
    printTable(say, `Restated: ${whole(events)} events, ${whole(people)} people`, columns, rows)
  } finally {
    await rollup.close()
    await stop()
  }
}

/** Milliseconds until every snapshot is right, and of each question asked meanwhile. */
async function restate(rollup, change, ask) {
  const asked = []
  let isRight = false
  const right = timed(async () => {
    await change()
    await rollup.settled()
  }).finally(() => {
    isRight = true
  })
  while (!isRight) asked.push(await ask())
  return { ms: await right, asked }
}

async function peopleOf({ writer }) {
  const answer = await writer.query({ query: 'SELECT DISTINCT person_key FROM roster', format: 'JSONEachRow' })
  return (await answer.json()).map(({ person_key }) => person_key)
}

async function timed(work) {
  const beganMs = performance.now()
  await work()
  return performance.now() - beganMs
}
