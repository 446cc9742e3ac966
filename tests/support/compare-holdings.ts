import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Measure } from '../../schema/measures/measure.ts'
import { type MeasureName, measureNames, measures } from '../../schema/measures/registry.ts'
import type { Asked, Question } from './comparisons/comparison.ts'
import { comparisons } from './comparisons/comparisons.ts'
import { importOrganisation } from './import-organisation.ts'
import { type MeasuredOrganisation, type OrganisationBench, startOrganisationBench } from './measured-organisation.ts'
import { formatDay, parseDay } from './oracle/day.ts'
import { openOrganisation } from './oracle/organisation.ts'
import { type HoldingShape, holdingShapes, organisationsOfHolding } from './organisation-shape.ts'
import type { RandomOrganisation } from './random-organisation.ts'
import { shapedHolding } from './shaped-holding.ts'

// TAKEHOLD_ORGANISATIONS asks about more or fewer; PROPERTY_SEED draws others, and with PROPERTY_PATH the one that failed.
const { PROPERTY_SEED = '20261122', PROPERTY_PATH: path, TAKEHOLD_ORGANISATIONS = '300' } = process.env
const minutesMax = 15

type Coming = 'at once' | 'late'

// Data that comes piece by piece is derived again and again, so that one such holding takes as long as two others.
const shares = { 'at once': 2 / 3, late: 1 / 3 }
const holdingsOf = (come: Coming) => Math.ceil((Number(TAKEHOLD_ORGANISATIONS) * shares[come]) / organisationsOfHolding)

type Drawn = Pick<Question, 'by' | 'grain' | 'basis'> & { name: MeasureName; day: number; back: number; lag: number }

// Which holdings a test draws: each of the two others.
function drawing(come: Coming) {
  const seed = Number(PROPERTY_SEED) + (come === 'at once' ? 0 : 1)
  // What is found until then is told.
  const limit = { interruptAfterTimeLimit: (minutesMax - 1) * 60_000, markInterruptAsFailure: true }
  return {
    numRuns: holdingsOf(come),
    ...limit,
    ...(path === undefined ? { seed } : { seed: Number(PROPERTY_SEED), path }),
  }
}

const propertyMsMax = minutesMax * 60_000

/** Asked about one organisation of a holding, as somebody asks who may see its people only. */
const measuresOfParts = [
  ...(['adoption', 'adoption_trend', 'habit', 'reach', 'concentration', 'stickiness', 'effort', 'layers'] as const),
  ...(['tasks', 'training', 'give_get', 'dual_entry', 'entry_lag', 'voice', 'pulse'] as const),
  ...(['lifecycle', 'retention', 'time_to_value', 'perfunctory', 'verified'] as const),
] satisfies MeasureName[]

/** Asked about a holding as a whole: the headline, and what is of records and figures that nobody owns. */
const measuresOfWhole = [
  ...(['adoption', 'adoption_trend', 'coverage', 'completeness', 'represented', 'circle', 'outcomes'] as const),
  ...(['pollution', 'freshness', 'orphaned', 'duplicates', 'movement'] as const),
] satisfies MeasureName[]

/** Makes the test: whatever the organisations and the questions, the product says what the oracle says. */
export function compareHoldings(come: Coming): void {
  const answers = new Map<string, number>()
  let bench: OrganisationBench
  beforeAll(async () => {
    bench = await startOrganisationBench({ isQuick: true })
  })
  afterAll(() => bench?.stop())

  const ofParts = fc.tuple(...measuresOfParts.map(questionsOf))
  const ofWhole = fc.tuple(...measuresOfWhole.map(questionsOf))
  const property = fc.asyncProperty(holdingShapes(come), ofWhole, ofParts, async (shape, ...drawn) => {
    const target = await bench.begin()
    try {
      for (const label of await compareHolding(target, shape, ...drawn)) {
        answers.set(label, (answers.get(label) ?? 0) + 1)
      }
    } finally {
      await target.close()
    }
  })

  it(
    `measures of organisations whose data comes ${come} are what the oracle says`,
    () => fc.assert(property, drawing(come)),
    propertyMsMax,
  )

  it('said something about every measure, again and again', () => {
    expect([...new Set<string>([...measuresOfWhole, ...measuresOfParts])].sort()).toEqual([...measureNames].sort())
    const labels = [...measuresOfWhole.map(labelOfWhole), ...measuresOfParts.map(labelOfPart)]
    expect(labels.filter((label) => (answers.get(label) ?? 0) < Math.floor(holdingsOf(come) / 7))).toEqual([])
  })
}

/** Holds a holding and its organisations against the oracle; answers the questions to which there was something to say. */
async function compareHolding(
  target: MeasuredOrganisation,
  shape: HoldingShape,
  ofWhole: Drawn[],
  ofParts: Drawn[],
): Promise<string[]> {
  const { whole, parts } = shapedHolding(shape)
  await importOrganisation(target, whole, shape.arrivals)
  await target.rollup().ensureDays(whole.dates)
  const everyone = askedAbout(target, whole)
  const each = parts.map((part) => askedAbout(scopeOf(target, part), part))
  const told: string[] = []
  for (const drawn of ofWhole) {
    if ((await compare(everyone, drawn, whole.dates)) > 0) told.push(labelOfWhole(drawn.name))
  }
  // Each organisation is asked for some of the measures, and each measure of some organisation.
  for (const [n, drawn] of ofParts.entries()) {
    const asked = each[n % each.length] ?? everyone
    if ((await compare(asked, drawn, whole.dates)) > 0) told.push(labelOfPart(drawn.name))
  }
  return told
}

const labelOfWhole = (name: MeasureName) => `${name} of all`
const labelOfPart = (name: MeasureName) => `${name} of one`

async function compare(asked: Asked, drawn: Drawn, dates: readonly string[]): Promise<number> {
  const { name, day, back, lag, ...rest } = drawn
  const on = dates[day % dates.length] ?? ''
  const before = (days: number) => formatDay(parseDay(on) - days)
  const question = { on, from: before(back), completeDay: before(lag), ...rest }
  const { product, oracle } = await comparisons[name](asked, question)
  expect({ name, question, rows: product }).toEqual({ name, question, rows: oracle })
  return Object.keys(oracle).length
}

function askedAbout(target: Asked['target'], made: RandomOrganisation): Asked {
  const org = openOrganisation(made.inputs)
  return { target, org, made, known: () => [{ org, cause: 'late_data' }] }
}

// Who may see these people only.
function scopeOf({ personKeys, ask }: MeasuredOrganisation, { inputs }: RandomOrganisation): Asked['target'] {
  const people = [...new Set(inputs.roster.map(({ personId }) => personKeys.keyOf(personId)))]
  return { personKeys, ask: (view, question) => ask(view, { ...question, people }) }
}

function questionsOf(name: MeasureName): fc.Arbitrary<Drawn> {
  const measure: Measure = measures[name]
  return fc.record({
    name: fc.constant(name),
    day: fc.nat({ max: 3 }),
    back: fc.nat({ max: 120 }),
    lag: fc.nat({ max: 20 }),
    by: fc.constantFrom(...measure.dimensions),
    grain: fc.constantFrom('week' as const, 'month' as const),
    basis: fc.constantFrom(...(measure.bases ?? (['stock'] as const))),
  })
}
