import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Measure } from '../../schema/measures/measure.ts'
import { measureNames, measures } from '../../schema/measures/registry.ts'
import { openDice } from '../support/oracle/random/dice.ts'
import { count, smallestRecovered, type Told } from '../support/recovered.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { askedOn, filesOf, inventMembers, type Member, smallGroupsProgram, tasksOf } from '../support/small-groups.ts'

const floor = 4
const dimensions = ['department', 'team', 'role', 'phase'] as const
type Filter = Partial<Record<(typeof dimensions)[number], string[]>>
type Question = { by: string; filter: Filter }
type Row = Record<string, unknown>

const members = inventMembers(openDice(7))
const states = new Map<string, string>()
let server: TestServer
let sponsor: string
beforeAll(async () => {
  server = await startTestServer()
  await server.json('/api/program', { method: 'PUT', body: smallGroupsProgram })
  const files = filesOf(members)
  for (const dataset of ['events', 'training', 'feedback', 'roster'] as const) {
    expect(await server.importText(dataset, files[dataset])).toMatchObject({ rejected: 0 })
  }
  sponsor = await server.tokenOf('sponsor')
  const people = z.object({ rows: z.array(z.looseObject({ person_id: z.string(), state: z.string() })) })
  const { rows } = people.parse(await server.json(`/api/people?on=${askedOn}&limit=200`))
  for (const { person_id, state } of rows) states.set(person_id, state)
}, 120_000)
afterAll(() => server?.stop())

const answer = z.object({ rows: z.array(z.record(z.string(), z.unknown())), total: z.unknown() })

async function ask(measure: string, { by, filter }: Question, token = sponsor) {
  const filters = Object.entries(filter).flatMap(([name, values]) => values.map((value) => [name, value]))
  const query = new URLSearchParams([['on', askedOn], ['to', askedOn], ['by', by], ...filters])
  return answer.parse(await server.json(`/api/measures/${measure}?${query}`, { token }))
}

// Every grouping, and filters that cut across them; a filter by itself is a row of a grouping.
const questions: Question[] = [
  ...['none', ...dimensions].map((by) => ({ by, filter: {} })),
  { by: 'role', filter: { department: ['A'] } },
  { by: 'role', filter: { department: ['D'] } },
  { by: 'department', filter: { role: ['rep'] } },
  { by: 'department', filter: { phase: ['zero'] } },
  { by: 'none', filter: { department: ['A', 'B'] } },
]

type Chosen = { row: Row; group: Member[] }

/** Who a row of a measure tells of, by a number that such people share; what is left out tells of the group as adoption does. */
const about: Record<string, (chosen: Chosen) => [string, Member[]][]> = {
  adoption: ({ group }) => [['measured', present(group)]],
  tasks: ({ row, group }) => [[`task ${row.task}`, present(group).filter(({ role }) => owns(role, row.task))]],
  dual_entry: ({ row, group }) => [[`entry ${row.task}`, present(group).filter(({ role }) => owns(role, row.task))]],
  effort: ({ row, group }) => [
    ['effort', present(group).filter(({ role }) => row.task === '' || owns(role, row.task))],
  ],
  training: ({ row, group }) => [
    ['trained', present(group)],
    ['trained', present(group).filter(({ learnedOn }) => learnedOn !== null)],
    ['trained early', row.not_adopted_3w === null ? [] : present(group).filter(isTrainedEarly)],
    ['followed', row.adopted_2w === null ? [] : present(group).filter(isTrainedEarly)],
  ],
  voice: ({ row, group }) => {
    const answered = present(group).filter(({ id, reason }) => states.get(id) === row.state && reason !== null)
    const told = answered.filter(({ reason }) => reason === row.reason)
    return [
      [`voice ${row.state}`, answered],
      [`voice ${row.state}`, row.reason === 'other' ? [] : told],
    ]
  },
  retention: ({ row, group }) => [
    ['begun', present(group).filter(({ begun }) => begun !== null)],
    ['begun', group.filter(({ begun }) => begun !== null && weekEndOf(begun) === row.period)],
  ],
  time_to_value: ({ group }) => [['stays', group]],
}

const present = (group: Member[]) => group.filter(({ left }) => !left)
const owns = (role: string, task: unknown) => (tasksOf[role] ?? []).some((each) => each === task)
const isTrainedEarly = ({ learnedOn }: Member) => learnedOn !== null && learnedOn < '2026-03-08'
const weekEndOf = (monday: string) => new Date(Date.parse(monday) + 6 * 86_400_000).toISOString().slice(0, 10)
const groupOf = ({ by, filter }: Question, value?: unknown) =>
  members.filter((member) =>
    dimensions.every((dimension) => {
      const isIn = filter[dimension]?.includes(member[dimension]) ?? true
      return isIn && (dimension !== by || value === undefined || member[dimension] === value)
    }),
  )
const maskOf = (group: readonly Member[]) =>
  group.reduce((mask, member) => mask | (1n << BigInt(members.indexOf(member))), 0n)

describe('a sponsor who asks for everything', { timeout: 120_000 }, () => {
  it.each(Object.keys(about))('learns by %s of no group below the floor', async (measure) => {
    const families = new Map<string, Told>()
    let hidden = 0
    for (const question of questions) {
      const { rows } = await ask(measure, question)
      hidden += rows.filter((row) => row.suppressed).length
      for (const row of rows.filter((each) => !each.suppressed)) note(families, measure, question, row)
    }
    expect(hidden).toBeGreaterThan(0)
    expect(families.size).toBeGreaterThan(0)
    for (const [name, told] of families) {
      expect(
        [...told.shown].some((set) => count(set) > floor),
        name,
      ).toBe(true)
      const least = smallestRecovered(told)
      expect(count(least) >= floor, `${name}: ${namesIn(least)}`).toBe(true)
    }
  })
})

// Rows of one question part what is told of all groups together, and those of one group what is told of it.
function note(families: Map<string, Told>, measure: string, question: Question, row: Row): void {
  const keys = [question, row.task, row.course, row.state, row.reason, row.period]
  const all = about[measure]?.({ row, group: groupOf(question) }) ?? []
  const own = about[measure]?.({ row, group: groupOf(question, row[question.by]) }) ?? []
  for (const [index, [name, people]] of own.entries()) {
    const told = families.get(name) ?? { shown: new Set(), splits: new Map() }
    families.set(name, told)
    const part = maskOf(people)
    told.shown.add(part)
    addPart(told, JSON.stringify([keys, index]), maskOf(all[index]?.[1] ?? []), part)
    const group = own.find(([each]) => each === name)?.[1] ?? []
    if (group !== people) addPart(told, JSON.stringify([question, row[question.by], index]), maskOf(group), part)
  }
}

function addPart({ splits }: Told, key: string, whole: bigint, part: bigint): void {
  const split = splits.get(key) ?? { whole, parts: [] }
  splits.set(key, { whole, parts: [...split.parts, part] })
}

function namesIn(set: bigint): string {
  const few = members.filter((_, index) => set & (1n << BigInt(index)))
  return few.map(({ id, team, role, phase }) => `${id} (${team}, ${role}, ${phase})`).join(', ')
}

// Measures whose rows are about people, and that have no way of their own to choose them.
const others = measureNames.filter((name) => {
  const { peopleColumn, dimensions: bys }: Measure = measures[name]
  const counted = peopleColumn !== null && !['owners', 'editors'].includes(peopleColumn)
  return counted && !(name in about) && bys.includes('department') && bys.includes('none')
})

describe('every other measure of people', () => {
  it.each(others)('%s shows the groups that adoption shows', async (measure) => {
    const { dimensions: bys, filters }: Measure = measures[measure]
    const asked = [
      { by: 'department', filter: {} },
      { by: 'role', filter: { department: ['A'] } },
    ].filter(
      ({ by, filter }) =>
        bys.includes(by) && Object.keys(filter).every((name) => filters.some((each) => each === name)),
    )
    for (const question of asked) {
      const allowed = shownGroups(await ask('adoption', question), question.by)
      const shown = shownGroups(await ask(measure, question), question.by)
      expect(
        shown.filter((group) => !allowed.includes(group)),
        JSON.stringify(question),
      ).toEqual([])
    }
  })
})

describe('a shown group', () => {
  it('tells no sum over the busiest when these are a few', async () => {
    const { rows } = await ask('concentration', { by: 'department', filter: {} })
    const shown = rows.filter(({ suppressed }) => !suppressed)
    expect(shown.length).toBeGreaterThan(0)
    for (const row of shown) expect(row).toMatchObject({ top_actions: null, top_share: null })
  })
})

function shownGroups({ rows, total }: z.infer<typeof answer>, by: string): unknown[] {
  // Whoever has left was there in earlier periods.
  const onDate = rows.filter(({ period = askedOn, suppressed }) => period === askedOn && !suppressed)
  const groups = onDate.map((row) => row[by])
  return by === 'none' && total === null ? [] : [...new Set(groups)]
}
