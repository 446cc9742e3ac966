import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { measureNames } from '../../schema/measures/registry.ts'
import { askGate } from '../support/cases/ask-gate.ts'
import { allCounts, expectedPlaces } from '../support/cases/every-count.ts'
import {
  accounts,
  correctedRoster,
  feedback,
  leave,
  outcomes,
  programOf,
  roster,
  training,
} from '../support/cases/organisation.ts'
import { type Counts, cases } from '../support/cases/table.ts'
import { tell } from '../support/cases/tell.ts'
import { events, lateEvents, lateRecord, records } from '../support/cases/work.ts'
import {
  type MeasuredOrganisation,
  type OrganisationBench,
  startOrganisationBench,
} from '../support/measured-organisation.ts'

type Row = Record<string, unknown>

const datasets = ['leave', 'accounts', 'training', 'feedback', 'outcomes', 'records', 'events', 'roster'] as const

// By question and by when or by whom it is asked: under the name that the places of the tables have.
const answers = new Map<string, Row[]>()
const keyOf = (question: string, asked: string) => `${question} ${asked}`

let bench: OrganisationBench
let organisation: MeasuredOrganisation
beforeAll(async () => {
  bench = await startOrganisationBench({ isQuick: true })
  organisation = await bench.begin()
  const ask = askGate(bench, organisation)
  const askAll = async (asked: string, questionOf: (counts: Counts) => string, role?: 'sponsor') => {
    for (const question of allCounts.filter(isAskedOf(role)).map(questionOf)) {
      answers.set(keyOf(question, asked), await ask(question, role))
    }
  }
  await organisation.apply(programOf({ floor: 1, isCorrected: false }))
  await load({ leave, accounts, training, feedback, outcomes, records, events, roster })
  // Told once, so that what comes later restates it.
  await ask('adoption?on=2026-03-01')
  await askAll('before', questionItself)

  await load({ events: lateEvents, roster: correctedRoster })
  await organisation.apply(programOf({ floor: 1, isCorrected: true }))
  await load({ records: `${records}\n${lateRecord}` })
  await askAll('', questionItself)
  await askAll('nobody', aboutNobody)

  await organisation.apply(programOf({ floor: 5, isCorrected: true }))
  await askAll('to a sponsor', questionItself, 'sponsor')
}, 600_000)
afterAll(async () => {
  await organisation?.close()
  await bench?.stop()
})

async function load(files: Partial<Record<(typeof datasets)[number], string>>): Promise<void> {
  for (const dataset of datasets) {
    const text = files[dataset]
    if (text !== undefined) expect(await organisation.load(dataset, text)).toMatchObject({ rejected: 0 })
  }
}

const questionItself = ({ question }: Counts) => question

// The same question about a department without anybody.
const aboutNobody = ({ question, nobody }: Counts) =>
  nobody ?? `${question.replace(/by=\w+/, 'by=none')}&department=Nobody`

// Who may not see names is not asked about leaders.
const isAskedOf = (role: 'sponsor' | undefined) => (counts: Counts) =>
  role === undefined || !('notTouched' in counts.cells.small_group)

function rowsOf(question: string, asked: string): Row[] {
  const rows = answers.get(keyOf(question, asked))
  if (rows === undefined) throw new Error(`Nobody asked ${question} ${asked}.`)
  return rows
}

const dimensionOf = ({ question }: Counts) =>
  /by=(\w+)/.exec(question)?.[1] ?? (question.startsWith('pulse') ? 'manager' : 'department')

/** What the product tells of a place: of a group, of nobody, at an earlier time or to another viewer. */
function toldOf(counts: Counts, place: string): string {
  const [group = '', asked = ''] = place.split(', ')
  const by = dimensionOf(counts)
  const rows = group === 'Nobody' ? rowsOf(aboutNobody(counts), 'nobody') : rowsOf(counts.question, asked)
  // Leaders are known by their keys.
  const names = [undefined, group, organisation.personKeys.keyOf(group)]
  return tell(
    rows.filter((row) => names.some((name) => name === row[by])),
    counts,
  )
}

describe('every measure', () => {
  it('is counted by hand for every case, or says why the case cannot touch it', () => {
    expect([...new Set(allCounts.map(({ question }) => question.split('?')[0]))]).toEqual([...measureNames])
    for (const { question, cells } of allCounts) {
      expect([question, Object.keys(cells)]).toEqual([question, [...cases]])
      for (const { why } of Object.values(cells)) expect(why).toMatch(/\w+/)
    }
  })

  it.each(allCounts.map((counts) => [counts.question, counts] as const))('%s', (question, counts) => {
    const expected = expectedPlaces(counts)
    const told = Object.keys(expected).map((name) => [name, toldOf(counts, name.split(' · ')[1] ?? '')])
    expect(Object.fromEntries(told)).toEqual(expected)
    // Nothing is told of anyone whom nobody counted: machines, whoever left, a wrong department.
    const uncounted = ['', 'Leaver', 'From', 'Service', 'Wrong'].filter(
      (group) => !told.some(([name]) => name?.endsWith(`· ${group}`)),
    )
    expect(rowsOf(question, '').filter((row) => uncounted.some((group) => group === row[dimensionOf(counts)]))).toEqual(
      [],
    )
  })
})
