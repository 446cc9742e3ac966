import type {
  Adoption,
  AdoptionPeriod,
  CompletenessField,
  CoverageTotal,
  DepartmentCoverage,
  Represented,
} from '../../dashboard/sentences/measure-answer.ts'

/** A row of `adoption` that adds up: who is measured and not adopted is occasional, unless told otherwise. */
export function adoption(given: Partial<Adoption> & Pick<Adoption, 'measured' | 'adopted'>): Adoption {
  const { measured, adopted, not_measured = 0 } = given
  return {
    eligible: measured + not_measured,
    occasional: measured - adopted,
    lapsed: 0,
    never_started: 0,
    not_measured: 0,
    not_measured_on_leave: 0,
    not_measured_too_early: 0,
    not_measured_too_few_workdays: 0,
    rate: measured === 0 ? null : adopted / measured,
    target: null,
    people_gap: null,
    ...given,
  }
}

const firstSunday = Date.UTC(2026, 4, 24)

/** A week of `adoption_trend` of 1,000 people with the rate given. */
export function period(week: number, rate: number | null, given: Partial<AdoptionPeriod> = {}): AdoptionPeriod {
  const adopted = Math.round((rate ?? 0) * 1000)
  const row = adoption({ measured: rate === null ? 0 : 1000, adopted })
  const end = new Date(firstSunday + week * 7 * 86_400_000).toISOString().slice(0, 10)
  return { ...row, rate, period: end, partial: false, ...given }
}

/** A department of 100 measured people with a target of 70 % that misses so many people. */
export const coverage = (department: string, gap: number): DepartmentCoverage => ({
  department,
  measured: 100,
  adopted: 70 - gap,
  rate: (70 - gap) / 100,
  target: 0.7,
  measurable: true,
  at_target: gap === 0,
  people_gap: gap,
})

/** The total of `coverage`. */
export function coverageTotal(given: Pick<CoverageTotal, 'measurable' | 'at_target' | 'people_gap'>): CoverageTotal {
  const { measurable, at_target } = given
  const share = measurable === 0 ? null : at_target / measurable
  return { departments: measurable, share, mean: null, weighted_mean: null, worst: null, ...given }
}

/** A critical field of opportunities. */
export const field = (
  name: string,
  ok: number,
  missing: number,
  given: Partial<CompletenessField> = {},
): CompletenessField => ({
  object: 'opportunity',
  field: name,
  critical: true,
  applicable: ok + missing,
  ok,
  missing,
  placeholder: 0,
  default: 0,
  invalid: 0,
  fill_rate: ok / (ok + missing),
  owners: 40,
  ...given,
})

/** A row of `represented` from its six steps. */
export function represented(steps: readonly (number | null)[]): Represented {
  const [universe = null, in_crm = null, owned = null, complete = null, has_contact = null, touched = null] = steps
  const rate = universe === null || touched === null ? null : touched / universe
  return {
    universe,
    in_crm,
    owned,
    complete,
    has_contact,
    touched,
    represented: touched,
    rate,
    target: null,
    gap: null,
  }
}
