import { join } from 'node:path'
import { openOrganisation } from './made-organisation.mjs'
import { startTakehold } from './processes.mjs'
import { freshAndAgain, lastSundays, timed } from './questions.mjs'
import { printTable, times, whole } from './table.mjs'

const asks = 7
const bars = { events: 1.3, people: 2.2 }

/** npm run bench -- growth: how much longer questions take with ten times the events, and with twice the people and all they do. */
export async function benchGrowth({ root, folder, say, scale = 1 }) {
  const [events, people] = [10_000_000 * scale, 50_000 * scale].map(Math.round)
  const deps = { root, say, weeks: lastSundays(52) }
  const half = await measured({ ...deps, folder: join(folder, 'half'), events: events / 2, people: people / 2 })
  const full = await measured({ ...deps, folder: join(folder, 'whole'), events, people })
  const dense = await measured({ ...deps, folder: join(folder, 'dense'), events: events * 10, people })
  const heading = 'Growth: medians of fresh questions through the API'
  const columns = ['question', size(half), size(full), `people ×2, bar ${bars.people}`, size(dense)]
  const rows = Object.keys(full.ms).map((name) => [
    ...[name, ms(half, name), ms(full, name), times(full.ms[name] / half.ms[name])],
    ...[ms(dense, name), times(dense.ms[name] / full.ms[name])],
  ])
  printTable(say, heading, [...columns, `events ×10, bar ${bars.events}`], rows)
}

async function measured({ root, folder, say, weeks, events, people }) {
  say(`\n${whole(events)} events of ${whole(people)} people`)
  const { rollup, stop } = await openOrganisation({ root, folder, say, on: weeks[0], events, people })
  await rollup.close()
  await stop()
  const server = await startTakehold(root, folder)
  try {
    return { events, people, ms: await askAll(server, weeks) }
  } finally {
    await server.stop()
  }
}

async function askAll(server, weeks) {
  // The first question about a day counts its records; asked of one department, no answer below is remembered.
  for (const day of weeks.slice(0, asks))
    for (const name of ['completeness', 'represented'])
      await timed(server, `/api/measures/${name}?on=${day}&by=department&department=Department%2000`)
  const ms = {}
  for (const [name, path] of Object.entries(questions(weeks))) {
    await timed(server, path(weeks.at(-1)))
    ms[name] = (await freshAndAgain(server, path, weeks.slice(0, asks))).fresh
  }
  return ms
}

function questions(weeks) {
  return {
    'adoption by department': (on) => `/api/measures/adoption?on=${on}&by=department`,
    coverage: (on) => `/api/measures/coverage?on=${on}`,
    'completeness by department': (on) => `/api/measures/completeness?on=${on}&by=department`,
    'represented by department': (on) => `/api/measures/represented?on=${on}&by=department`,
    'adoption_trend by department': (to) =>
      `/api/measures/adoption_trend?from=${weeks.at(-1)}&to=${to}&grain=week&by=department`,
    'list of people, by name': (on) => `/api/people?on=${on}&sort=name`,
  }
}

const size = ({ events, people }) => `${whole(people)} people, ${whole(events / 1e6)} M`
const ms = (organisation, name) => `${whole(organisation.ms[name])} ms`
