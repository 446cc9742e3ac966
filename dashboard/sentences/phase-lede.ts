import { day, type Finding, finding, list, percent } from './finding.ts'
import { type PhaseFacts, setTargets, type TargetFacts } from './phase-facts.ts'

/** "Adoption is 62 % of 154 people against 70 %, on course for 64 % (60 %–69 %) by 31 Dec. Data completeness is met." */
export function phaseLede(phase: PhaseFacts, on: string): Finding[] {
  if (!phase.live) return []
  const targets = setTargets(phase)
  const adoption = targets.find(({ measure }) => measure === 'adoption')
  const rest = targets.filter(({ measure, state }) => measure !== 'adoption' && state === 'met')
  const short = targets.filter(
    ({ measure, state }) => measure !== 'adoption' && (state === 'not_met' || state === 'at_risk'),
  )
  const met = rest.length === 0 ? [] : [finding('phase.also_met', { count: rest.length, what: measureNames(rest) })]
  return [...(adoption ? adoptionSentence(adoption, on) : []), ...met, ...short.flatMap(shortSentence)]
}

function adoptionSentence(adoption: TargetFacts, on: string): Finding[] {
  const { value, target, denominator, projection } = adoption
  if (value === null || target === null || denominator === null) return []
  const values = { value: percent(value, target), count: denominator, target: percent(target) }
  if (projection === null || adoption.state === 'met') return [finding('phase.adoption', values)]
  return [finding('phase.adoption_projected', { ...values, ...projected(projection, target, on) })]
}

const projected = (
  { on: by, value, low, high }: NonNullable<TargetFacts['projection']>,
  target: number,
  on: string,
) => ({
  expected: percent(value, target),
  low: percent(low),
  high: percent(high),
  by: day(by, on),
})

function shortSentence({ measure, value, target }: TargetFacts): Finding[] {
  if (value === null || target === null) return []
  const what = finding(`measure.${measure}`)
  return [finding('phase.short_of', { what, value: percent(value, target), target: percent(target) })]
}

const measureNames = (targets: readonly TargetFacts[]) =>
  list(targets.map(({ measure }) => finding(`measure.${measure}`)))
