import { access, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openRollup } from '../../dist/collector/rollup/open-rollup.js'
import { splitStatements } from '../../dist/collector/store/split-statements.js'
import { openBenchStore } from './store.mjs'

const eventsPerInsert = 1_000_000
const days = 364
const seed = 7
const dayMs = 86_400_000

/** Departments, teams and phases of the organisation that measures are timed on. */
export const departments = 40
const teams = 800
const phases = 5

/** Opens the organisation of a folder; what the folder lacks is made: the facts, then all that is derived from them. */
export async function openOrganisation({ root, folder, say, on, events, people }) {
  const opened = await openBenchStore({ root, folder }, program(on))
  try {
    if (!(await isThere(folder, 'facts'))) {
      const beganMs = performance.now()
      await makeFacts(opened.store.writer, { on, events, people, say })
      await note(folder, 'facts')
      say(`Facts made in ${seconds(beganMs)}`)
    }
    // A start finds what is not derived yet, by the statements of now.
    const beganMs = performance.now()
    const rollup = await openRollup({ store: opened.store, log: opened.log })
    say(`Derived in ${seconds(beganMs)}`)
    return { ...opened, rollup }
  } catch (error) {
    await opened.stop()
    throw error
  }
}

async function makeFacts(writer, { on, events, people, say }) {
  const from = new Date(Date.parse(on) - (days + 14) * dayMs).toISOString().slice(0, 10)
  for (const query of splitStatements(await statement('organisation.sql'))) {
    await writer.command({ query, query_params: { people, departments, teams, from } })
  }
  const query = await statement('company.sql')
  for (let first = 0; first < events; first += eventsPerInsert) {
    const count = Math.min(eventsPerInsert, events - first)
    await writer.command({ query, query_params: { first, count, seed, people, days, on } })
    if (first % 10_000_000 === 0 && first > 0) say(`  ${first / 1e6} million events`)
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

/** The text of a statement beside this file. */
export function statement(file) {
  return readFile(new URL(file, import.meta.url), 'utf8')
}

async function isThere(folder, what) {
  return access(join(folder, `made-${what}`)).then(
    () => true,
    () => false,
  )
}

function note(folder, what) {
  return writeFile(join(folder, `made-${what}`), '')
}

function seconds(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`
}
