import assert from 'node:assert/strict'
import { openOrganisation, statement } from './made-organisation.mjs'
import { startTakehold } from './processes.mjs'
import { freshAndAgain, lastSundays, timed } from './questions.mjs'
import { benchRestated } from './restated.mjs'
import { ask } from './server.mjs'
import { askTimed } from './store.mjs'
import { median, printTable, times, whole } from './table.mjs'

const asks = 7
const users = 8
const rounds = 5
const weeksCompared = 4
// Week ends that users look at by themselves; no question before them is about these.
const ownWeeks = 5
// Raw data is read until there are three times, or for this long.
const rawMsMax = 60_000

/** npm run bench:measures: every measure on a hundred million events, beside the same number from raw data. */
export async function benchMeasures({ root, folder, say, scale = 1 }) {
  const size = { events: Math.round(100_000_000 * scale), people: Math.round(50_000 * scale) }
  const weeks = lastSundays(52)
  const raw = await readRaw({ root, folder, say, on: weeks[0], ...size })
  const server = await startTakehold(root, folder)
  try {
    await countDays(server, weeks, say)
    say(`\nServed: ${whole(size.events)} events, ${whole(size.people)} people, ${whole(size.people * 40)} records`)
    await benchOnDates(server, weeks, raw, say)
    await benchLists(server, weeks, say)
    await benchOverview(server, weeks, say)
  } finally {
    await server.stop()
  }
  // It changes the data, so it comes last.
  await benchRestated({ root, folder, say, on: weeks[0], ...size })
}

async function readRaw({ say, on, ...organisation }) {
  const { store, rollup, stop } = await openOrganisation({ say, on, ...organisation })
  try {
    await printStorage(store.writer, say)
    return {
      adoption: await askOften(store.writer, 'adoption-from-events.sql', on),
      completeness: await askOften(store.writer, 'completeness-from-records.sql', on),
      represented: await askOften(store.writer, 'represented-from-events.sql', on),
    }
  } finally {
    await rollup.close()
    await stop()
  }
}

/**
 * The first question about a day counts its records and accounts; how long that takes is no bar, but is said. It is asked of one
 * department, so that no question below finds its answer remembered.
 */
async function countDays(server, weeks, say) {
  const rows = []
  for (const question of ['completeness?by=department', 'completeness?by=field', 'represented?by=department']) {
    const ms = []
    for (const on of [...weeks.slice(0, asks + ownWeeks + weeksCompared), weeks.at(-1)])
      ms.push(await timed(server, `/api/measures/${question}&department=Department%2000&on=${on}`))
    rows.push([question, `${whole(median(ms))} ms`])
  }
  printTable(say, 'The first question about a day', ['question', 'median'], rows)
}

const bars = { adoption: 100, coverage: 100, completeness: 100, represented: 100, adoption_trend: 200 }

/** Through the API, each question for other week ends. */
async function benchOnDates(server, weeks, raw, say) {
  const rows = []
  for (const name of ['adoption', 'coverage', 'completeness', 'represented']) {
    const by = name === 'coverage' ? '' : '&by=department'
    const path = (on) => `/api/measures/${name}?on=${on}${by}`
    await ask(server, path(weeks.at(-1)))
    const { fresh, again } = await freshAndAgain(server, path, weeks.slice(0, asks))
    const from = raw[name] ?? raw.adoption
    if (raw[name]) expectSame(await (await ask(server, path(weeks[0]))).json(), from.rows)
    rows.push([
      name,
      `${whole(fresh)} ms`,
      `${whole(again)} ms`,
      `${bars[name]} ms`,
      `${whole(from.ms)} ms`,
      times(from.ms / fresh),
    ])
  }
  const trend = (to) => `/api/measures/adoption_trend?from=${weeks.at(-1)}&to=${to}&grain=week&by=department`
  await ask(server, trend(weeks[asks]))
  const { fresh, again } = await freshAndAgain(server, trend, weeks.slice(0, asks))
  rows.push([
    'adoption_trend, 52 weeks',
    `${whole(fresh)} ms`,
    `${whole(again)} ms`,
    `${bars.adoption_trend} ms`,
    '',
    '',
  ])
  const columns = ['measure', 'fresh', 'again', 'bar', 'raw', 'raw ÷ fresh']
  printTable(say, 'By department, through the API; medians, nothing remembered and asked again', columns, rows)
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
  // The number of each state is that of adoption, so every page has week ends that nothing was asked about.
  let first = asks + ownWeeks + weeksCompared
  for (const [name, rest] of Object.entries(questions)) {
    await ask(server, `/api/people?on=${weeks.at(-1)}${rest}`)
    const page = (day) => `/api/people?on=${day}${rest}`
    const { fresh, again } = await freshAndAgain(server, page, weeks.slice(first, first + asks))
    first += asks
    rows.push([name, `${whole(fresh)} ms`, `${whole(again)} ms`, '150 ms'])
  }
  printTable(say, 'The list of people', ['page', 'fresh', 'again', 'bar'], rows)
}

/** What the Overview asks, by eight users at once: of the day it opens with, and each of week ends of their own. */
async function benchOverview(server, weeks, say) {
  const opened = await overviewTimes(server, () => undefined)
  const own = await overviewTimes(server, (user, round) => weeks[asks + ((user * rounds + round) % ownWeeks)])
  const columns = ['', 'median', '95 %', 'bar of 95 %']
  printTable(say, `All calls of the Overview, ${users} users at once`, columns, [
    ['as it opens', ...opened, '500 ms'],
    ['week ends of their own', ...own, '500 ms'],
  ])
}

async function overviewTimes(server, dayOf) {
  const ms = []
  const one = async (user) => {
    for (let round = 0; round < rounds; round++) {
      const paths = overview(dayOf(user, round))
      const beganMs = performance.now()
      await Promise.all(paths.map(async (path) => (await ask(server, path)).arrayBuffer()))
      ms.push(performance.now() - beganMs)
    }
  }
  for (const path of overview(undefined)) await (await ask(server, path)).arrayBuffer()
  await Promise.all(Array.from({ length: users }, (_, user) => one(user)))
  ms.sort((a, b) => a - b)
  return [0.5, 0.95].map((share) => `${whole(ms[Math.min(ms.length - 1, Math.floor(ms.length * share))])} ms`)
}

function overview(on) {
  const measure = (name, rest = '') => `/api/measures/${name}?${on === undefined ? '' : `on=${on}`}${rest}`
  return [
    measure('adoption', '&compare=28d'),
    measure('adoption', '&by=department'),
    measure('coverage', '&compare=28d'),
    measure('adoption_trend', '&grain=week'),
    measure('completeness', '&compare=28d'),
    measure('completeness', '&by=object'),
    measure('completeness', '&by=field'),
    measure('represented'),
  ]
}

const storageOf = `
SELECT table IN ('events', 'event_ids') AS is_events, sum(bytes_on_disk) AS bytes FROM system.parts
WHERE active AND database = currentDatabase() AND table IN ('events', 'event_ids', 'person_months', 'person_state', 'record_spans',
  'person_segments', 'workday_calendar', 'action_flags', 'state_groups', 'record_groups', 'field_groups', 'account_groups') GROUP BY is_events ORDER BY is_events`

async function printStorage(client, say) {
  const { rows } = await askTimed(client, storageOf, {})
  const [derived, events] = rows.map(({ bytes }) => Number(bytes))
  const share = ((100 * derived) / events).toFixed(1)
  say(`Storage: events ${whole(events / 1e6)} MB, derived ${whole(derived / 1e6)} MB, ${share} % (bar: 10 %)`)
}

async function askOften(client, file, on) {
  const query = await statement(file)
  const beganMs = performance.now()
  const answers = []
  while (answers.length < 3 && (answers.length === 0 || performance.now() - beganMs < rawMsMax)) {
    answers.push(await askTimed(client, query, { on }))
  }
  return { ...answers[0], ms: median(answers.map(({ ms }) => ms)) }
}
