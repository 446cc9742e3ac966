import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { openRollup } from '../../dist/collector/rollup/open-rollup.js'
import { splitStatements } from '../../dist/collector/store/split-statements.js'
import { startTakehold } from './processes.mjs'
import { ask } from './server.mjs'
import { askTimed, openBenchStore } from './store.mjs'
import { median, printTable, times, whole } from './table.mjs'

const eventsPerInsert = 1_000_000
const departments = 40
const teams = 800
const phases = 5
const days = 364
const seed = 7
const asks = 7
const users = 8
const dayMs = 86_400_000

/** npm run bench:measures: every measure on a hundred million events, beside the same number from raw data. */
export async function benchMeasures({ root, folder, say, scale = 1 }) {
  const size = { events: Math.round(100_000_000 * scale), people: Math.round(50_000 * scale) }
  const weeks = lastSundays(52)
  const raw = await makeOrganisation({ root, folder, say, on: weeks[0], ...size })
  const server = await startTakehold(root, folder)
  try {
    say(`\nServed: ${whole(size.events)} events, ${whole(size.people)} people, ${whole(size.people * 40)} records`)
    await benchOnDates(server, weeks, raw, say)
    await benchLists(server, weeks, say)
    await benchOverview(server, weeks, say)
  } finally {
    await server.stop()
  }
}

async function makeOrganisation({ root, folder, say, on, events, people }) {
  const opened = await openBenchStore({ root, folder }, program(on))
  const { writer } = opened.store
  try {
    const from = new Date(Date.parse(on) - (days + 14) * dayMs).toISOString().slice(0, 10)
    const beganMs = performance.now()
    for (const query of splitStatements(await statement('organisation.sql'))) {
      await writer.command({ query, query_params: { people, departments, teams, from } })
    }
    const query = await statement('company.sql')
    for (let first = 0; first < events; first += eventsPerInsert) {
      const count = Math.min(eventsPerInsert, events - first)
      await writer.command({ query, query_params: { first, count, seed, people, days, on } })
    }
    say(`\nMade in ${seconds(beganMs)}`)
    const rollup = await openRollup({ store: opened.store, log: opened.log })
    const rebuildMs = performance.now()
    await rollup.rebuildAll()
    say(`Everything derived in ${seconds(rebuildMs)}`)
    await rollup.close()
    await printStorage(writer, say)
    return {
      adoption: await askOften(writer, 'adoption-from-events.sql', on),
      completeness: await askOften(writer, 'completeness-from-records.sql', on),
      represented: await askOften(writer, 'represented-from-events.sql', on),
    }
  } finally {
    await opened.stop()
  }
}

function program(on) {
  const goLive = new Date(Date.parse(on) - (days + 14) * dayMs).toISOString().slice(0, 10)
  const names = (phase) =>
    Array.from({ length: departments / phases }, (_, index) => JSON.stringify(department(index * phases + phase)))
  const fields = Array.from({ length: 12 }, (_, field) => `      f${field + 1}: { critical: ${field < 3} }`).join('\n')
  const objects = ['account', 'contact', 'opportunity'].map((object) => `  ${object}:\n    fields:\n${fields}`)
  return `
organisation: Bench
timezone: UTC
targets: { adoption: 0.7, completeness: 0.9, represented: 0.8 }
roles: { default: { core_tasks: [log_activity, update_opportunity, create_contact] } }
objects:
${objects.join('\n')}
phases:
${Array.from({ length: phases }, (_, phase) => `  - { id: wave-${phase}, name: Wave ${phase}, scope: { departments: [${names(phase).join(', ')}] }, go_live: ${goLive} }`).join('\n')}
`
}

function department(index) {
  return `Department ${String(index).padStart(2, '0')}`
}

const bars = { adoption: 100, coverage: 100, completeness: 100, represented: 100, adoption_trend: 200 }

/** Warm runs through the API, each for another week end, so that no answer is one that was remembered. */
async function benchOnDates(server, weeks, raw, say) {
  const rows = []
  for (const name of ['adoption', 'coverage', 'completeness', 'represented']) {
    const by = name === 'coverage' ? '' : '&by=department'
    const path = (on) => `/api/measures/${name}?on=${on}${by}`
    await ask(server, path(weeks.at(-1)))
    const ms = []
    for (const on of weeks.slice(0, asks)) ms.push(await timed(server, path(on)))
    const from = raw[name] ?? raw.adoption
    if (raw[name]) expectSame(await (await ask(server, path(weeks[0]))).json(), from.rows)
    rows.push([
      name,
      `${whole(median(ms))} ms`,
      `${bars[name]} ms`,
      `${whole(from.ms)} ms`,
      times(from.ms / median(ms)),
    ])
  }
  const trend = (to) => `/api/measures/adoption_trend?from=${weeks.at(-1)}&to=${to}&grain=week&by=department`
  await ask(server, trend(weeks[asks]))
  const ms = []
  for (const to of weeks.slice(0, asks)) ms.push(await timed(server, trend(to)))
  rows.push(['adoption_trend, 52 weeks', `${whole(median(ms))} ms`, `${bars.adoption_trend} ms`, '', ''])
  printTable(say, 'By department, through the API', ['measure', 'median', 'bar', 'raw', 'raw ÷ this'], rows)
}

function expectSame({ rows }, raw) {
  for (const expected of raw) {
    const row = rows.find(({ department }) => department === expected.group)
    for (const [column, value] of Object.entries(expected)) {
      if (column !== 'group') assert.equal(row?.[column], Number(value), `${expected.group} ${column}`)
    }
  }
}

async function benchLists(server, weeks, say) {
  const [on] = weeks
  const total = (await (await ask(server, `/api/people?on=${on}&limit=1`)).json()).total ?? 0
  const questions = {
    'first page': '',
    'deep page': `&cursor=${Math.max(0, Math.floor(total * 0.9))}`,
    'one state, by name': '&state=lapsed&sort=name',
    'one department': '&department=Department%2007',
    'part of a name': '&q=Person%20123',
  }
  const rows = []
  for (const [name, rest] of Object.entries(questions)) {
    await ask(server, `/api/people?on=${weeks.at(-1)}${rest}`)
    const ms = []
    for (const day of weeks.slice(0, asks)) ms.push(await timed(server, `/api/people?on=${day}${rest}`))
    rows.push([name, `${whole(median(ms))} ms`, '150 ms'])
  }
  printTable(say, 'The list of people', ['page', 'median', 'bar'], rows)
}

/** What the Overview asks, by eight users at once, each on week ends of their own. */
async function benchOverview(server, weeks, say) {
  const ms = []
  const one = async (user) => {
    for (let round = 0; round < 5; round++) {
      const on = weeks[(user * 5 + round) % weeks.length]
      const beganMs = performance.now()
      await Promise.all(overview(on).map(async (path) => (await ask(server, path)).arrayBuffer()))
      ms.push(performance.now() - beganMs)
    }
  }
  await Promise.all(Array.from({ length: users }, (_, user) => one(user)))
  ms.sort((a, b) => a - b)
  const at = (share) => `${whole(ms[Math.min(ms.length - 1, Math.floor(ms.length * share))])} ms`
  const columns = ['', 'median', '95 %', 'bar of 95 %']
  printTable(say, `All calls of the Overview, ${users} users at once`, columns, [['', at(0.5), at(0.95), '500 ms']])
}

function overview(on) {
  const measure = (name, rest = '') => `/api/measures/${name}?on=${on}${rest}`
  return [
    measure('adoption', '&compare=28d'),
    measure('adoption', '&by=department'),
    measure('coverage', '&compare=28d'),
    `/api/measures/adoption_trend?to=${on}&grain=week`,
    measure('completeness', '&compare=28d'),
    measure('completeness', '&by=object'),
    measure('completeness', '&by=field'),
    measure('represented'),
  ]
}

const storageOf = `
SELECT table IN ('events', 'event_ids') AS is_events, sum(bytes_on_disk) AS bytes FROM system.parts
WHERE active AND database = currentDatabase() AND table IN ('events', 'event_ids', 'person_months', 'person_state', 'record_spans',
  'person_segments', 'workday_calendar') GROUP BY is_events ORDER BY is_events`

async function printStorage(client, say) {
  const { rows } = await askTimed(client, storageOf, {})
  const [derived, events] = rows.map(({ bytes }) => Number(bytes))
  const share = ((100 * derived) / events).toFixed(1)
  say(`Storage: events ${whole(events / 1e6)} MB, derived ${whole(derived / 1e6)} MB, ${share} % (bar: 10 %)`)
}

async function timed(server, path) {
  const beganMs = performance.now()
  await (await ask(server, path)).arrayBuffer()
  return performance.now() - beganMs
}

async function askOften(client, file, on) {
  const query = await statement(file)
  const answers = []
  for (let time = 0; time < 3; time++) answers.push(await askTimed(client, query, { on }))
  return { ...answers[0], ms: median(answers.map(({ ms }) => ms)) }
}

function statement(file) {
  return readFile(new URL(file, import.meta.url), 'utf8')
}

function seconds(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`
}

/** Sundays, the newest first. */
function lastSundays(count) {
  const today = new Date()
  const last = today.getTime() - (today.getUTCDay() || 7) * dayMs
  return Array.from({ length: count }, (_, week) => new Date(last - week * 7 * dayMs).toISOString().slice(0, 10))
}
