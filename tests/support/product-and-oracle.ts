import type { MeasuredOrganisation } from './measured-organisation.ts'
import { adoption } from './oracle/adoption.ts'
import { adoptionTrend } from './oracle/adoption-trend.ts'
import { completeness, completenessByField } from './oracle/completeness.ts'
import { coverage } from './oracle/coverage.ts'
import { formatDay, parseDay } from './oracle/day.ts'
import type { Organisation } from './oracle/organisation.ts'
import { people } from './oracle/people.ts'
import { represented } from './oracle/represented.ts'

type Row = Record<string, unknown>

/** The same answer twice, by group: what the product says, in the columns that the oracle knows, and what the oracle says. */
export type Both = { product: Record<string, Row>; oracle: Record<string, Row> }

type Asked = { target: Pick<MeasuredOrganisation, 'ask' | 'personKeys'>; org: Organisation }

/** Adoption on a date; `none` is the total. */
export async function bothAdoption(
  { target, org }: Asked,
  on: string,
  by: 'none' | 'department' | 'team' | 'role' | 'phase',
): Promise<Both> {
  const { rows, total } = adoption(org, by === 'none' ? { on: parseDay(on) } : { on: parseDay(on), by })
  // The product has no row for nobody.
  const wanted = by === 'none' ? [{ group: '', ...total }].filter(({ eligible }) => eligible > 0) : rows
  return both(await target.ask('adoption', { on, by }), wanted)
}

/** Adoption at the period ends between two dates. */
export async function bothTrend(
  { target, org }: Asked,
  range: { from: string; to: string; grain: 'week' | 'month'; by: 'none' | 'department' },
): Promise<Both> {
  const { from, to, grain, by } = range
  const span = { from: parseDay(from), to: parseDay(to), completeThrough: parseDay(to) }
  const points = adoptionTrend(org, { ...span, grain, ...(by === 'none' ? {} : { by }) })
  const wanted = points.flatMap(({ period, partial, rows, total }) =>
    (by === 'none' ? [{ group: '', ...total }] : rows)
      .filter(({ eligible }) => eligible > 0)
      .map((row) => ({ period: formatDay(period), partial, ...row })),
  )
  const last = formatDay(points.at(-1)?.period ?? span.to)
  const rows = await target.ask('adoption_trend', { on: to, by, range: { from, to: last, grain, completeDay: to } })
  return both(rows, wanted, ({ period, group }) => `${period} ${group}`)
}

/** Coverage by department, with the headline under the name `total`. */
export async function bothCoverage({ target, org }: Asked, on: string): Promise<Both> {
  const { rows, total } = coverage(org, { on: parseDay(on) })
  const wanted = rows.map(({ department, ...row }) => ({ group: department, ...row }))
  const departments = both(await target.ask('coverage', { on }), wanted)
  const headline = both(await target.ask('coverage_total', { on }), [total], () => '* total')
  return {
    product: { ...departments.product, ...headline.product },
    oracle: { ...departments.oracle, ...headline.oracle },
  }
}

/** Completeness of the stock on a date. */
export async function bothCompleteness(
  { target, org }: Asked,
  on: string,
  by: 'none' | 'object' | 'department' | 'owner' | 'field',
): Promise<Both> {
  if (by === 'field') {
    const wanted = completenessByField(org, { on: parseDay(on) }).map((row): Row => ({ ...row }))
    return both(await target.ask('completeness_fields', { on }), wanted, ({ object, field }) => `${object}.${field}`)
  }
  const { rows, total } = completeness(org, by === 'none' ? { on: parseDay(on) } : { on: parseDay(on), by })
  const wanted = by === 'none' ? [{ group: '', ...total }].filter(({ records }) => records > 0) : rows
  const keyed = by === 'owner' ? wanted.map((row) => ({ ...row, group: target.personKeys.keyOf(row.group) })) : wanted
  return both(await target.ask('completeness', { on, by }), keyed)
}

/** Represented accounts on a date. */
export async function bothRepresented({ target, org }: Asked, on: string, by: 'none' | 'tier'): Promise<Both> {
  const { rows, total } = represented(org, by === 'none' ? { on: parseDay(on) } : { on: parseDay(on), by })
  const isNothing = Object.values(total).every((value) => value === null || value === 0)
  const wanted = by === 'none' ? [{ group: '', ...total }].filter(() => !isNothing) : rows
  return both(await target.ask('represented', { on, by }), wanted)
}

/** Everyone eligible on a date. */
export async function bothPeople({ target, org }: Asked, on: string): Promise<Both> {
  const eligible = people(org, { on: parseDay(on) }).filter(({ state }) => state !== 'not_eligible')
  // The product says in one column why somebody is not measured and what kind of lapsed somebody is.
  const wanted = eligible.map(({ reason, detail, ...row }) => ({ ...row, detail: detail || reason }))
  return both(await target.ask('people', { on }), wanted, ({ person_id }) => String(person_id))
}

/** Pairs rows of the product with those of the oracle, by group or by another key. */
export function both(rows: Row[], wanted: object[], keyOf: (row: Row) => string = ({ group }) => String(group)): Both {
  const oracle = Object.fromEntries(wanted.map((row): [string, Row] => [keyOf({ ...row }), rounded({ ...row })]))
  const columns = new Set(wanted.flatMap((row) => Object.keys(row)))
  const flags = new Set(
    wanted.flatMap((row) => Object.entries(row).flatMap(([name, value]) => (typeof value === 'boolean' ? [name] : []))),
  )
  const product = rows.map((row): [string, Row] => {
    const known = Object.entries(row).filter(([name]) => columns.has(name))
    // The database says 1 for true.
    const plain = known.map(([name, value]) => [name, flags.has(name) && value !== null ? Boolean(value) : value])
    return [keyOf(row), rounded(Object.fromEntries(plain))]
  })
  return { product: Object.fromEntries(product), oracle }
}

// Sums of fractions in another order differ in the last digit.
function rounded(row: Row): Row {
  const round = (value: unknown) => (typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value)
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, round(value)]))
}
