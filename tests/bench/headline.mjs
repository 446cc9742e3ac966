import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { openRollup } from '../../dist/collector/rollup/open-rollup.js'
import { askTimed, openBenchStore } from './store.mjs'
import { median, printTable, times, whole } from './table.mjs'

const events = 5_000_000
const eventsPerInsert = 1_000_000
const people = 5_000
const departments = 20
const days = 182
const seed = 7
const asks = 7

const program = `
organisation: Bench
timezone: UTC
roles: { default: { core_tasks: [log_activity, update_opportunity, create_contact] } }
`

const roster = `
INSERT INTO roster (person_key, department, team, role, valid_from, valid_to, licensed_from, licensed_to, workdays, kind)
SELECT lower(hex(sipHash64(number, 'person'))), concat('Department ', leftPad(toString(number % {departments:UInt32}), 2, '0')),
  '', 'member', {from:Date}, '2149-06-06', {from:Date}, '2149-06-06', 31, 'human'
FROM numbers({people:UInt64})`

const question = `
SELECT group, measured, adopted, occasional, lapsed, never_started
FROM adoption(on = {on:Date}, by = 'department', departments = [], teams = [], roles = [], phases = [], people = [])
ORDER BY group`

/** Adoption by department on five million events, by the measure and from the raw events; both must say the same. */
export async function benchHeadline({ root, folder, say }) {
  const opened = await openBenchStore({ root, folder }, program)
  try {
    const on = lastSunday()
    await generate(opened.store, on, say)
    const rebuildS = await rebuild(opened)
    const params = { on }
    const raw = await askOften(opened.store.writer, await statement('adoption-from-events.sql'), params)
    const measure = await askOften(opened.store.reader, question, params)
    assert.deepEqual(measure.rows, raw.rows, 'the measure and the raw events disagree')
    const adopted = measure.rows.reduce((sum, row) => sum + row.adopted, 0)
    assert.ok(adopted > 0, 'nobody adopted: the events and the roster do not belong together')
    const line = (name, { ms, read }) => [name, `${whole(ms)} ms`, whole(read), times(raw.ms / ms)]
    printTable(
      say,
      `Adoption by department on ${on}: ${whole(events)} events, ${whole(people)} people, ${adopted} adopted`,
      ['from', 'median', 'rows read', 'raw ÷ this'],
      [line('raw events', raw), line('the measure', measure)],
    )
    say(`  Everything derived, rebuilt from the events: ${rebuildS.toFixed(1)} s`)
  } finally {
    await opened.stop()
  }
}

async function generate({ writer }, on, say) {
  const beganMs = performance.now()
  const from = new Date(Date.parse(on) - (days + 14) * 86_400_000).toISOString().slice(0, 10)
  await writer.command({ query: roster, query_params: { from, departments, people } })
  const query = await statement('company.sql')
  for (let first = 0; first < events; first += eventsPerInsert) {
    await writer.command({ query, query_params: { first, count: eventsPerInsert, seed, people, days, on } })
  }
  say(`\nMade ${whole(events)} events in ${((performance.now() - beganMs) / 1000).toFixed(1)} s`)
}

async function rebuild({ store, log }) {
  const rollup = await openRollup({ store, log })
  const beganMs = performance.now()
  await rollup.rebuildAll()
  const seconds = (performance.now() - beganMs) / 1000
  await rollup.close()
  return seconds
}

async function askOften(client, query, params) {
  const answers = []
  for (let ask = 0; ask < asks; ask++) answers.push(await askTimed(client, query, params))
  return { ...answers[0], ms: median(answers.map(({ ms }) => ms)) }
}

function statement(file) {
  return readFile(new URL(file, import.meta.url), 'utf8')
}

function lastSunday() {
  const today = new Date()
  return new Date(today.getTime() - (today.getUTCDay() || 7) * 86_400_000).toISOString().slice(0, 10)
}
