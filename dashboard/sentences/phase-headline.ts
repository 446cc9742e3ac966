import { allOf, day, type Finding, finding, list, words } from './finding.ts'
import { type PhaseFacts, setTargets, type TargetFacts } from './phase-facts.ts'

/** "Wave 2 meets one of its three targets. The next phase should wait: adoption is short." The second sentence only where a next phase waits. */
export function phaseHeadline(phase: PhaseFacts, on: string, decidesNext = true): Finding[] {
  if (!phase.live) return [finding('phase.not_live', { phase: phase.name, go_live: day(phase.go_live, on) })]
  const targets = setTargets(phase)
  if (targets.length === 0) return [finding('phase.no_targets', { phase: phase.name })]
  const gate = decidesNext ? nextMayStart(phase) : null
  return gate === null ? [targetsMet(phase.name, targets)] : [targetsMet(phase.name, targets), gate]
}

function targetsMet(name: string, targets: readonly TargetFacts[]): Finding {
  const met = targets.filter(({ state }) => state === 'met').length
  const values = { phase: name, met: words(met), of: words(targets.length), count: targets.length }
  if (met === targets.length) return finding(allOf('phase.meets_all', met), values)
  return finding(met === 0 ? 'phase.meets_none' : 'phase.meets_some', values)
}

/**
 * Whether the next phase may start: yes when every target is met; no while one is missed or at risk, and which;
 * on course when the rest is on track. A target that cannot be measured decides nothing and is named.
 */
export function nextMayStart(phase: PhaseFacts): Finding | null {
  const targets = setTargets(phase)
  if (!phase.live || targets.length === 0) return null
  const short = targets.filter(({ state }) => state === 'not_met' || state === 'at_risk')
  if (short.length > 0) return finding('phase.next_waits', { count: short.length, what: measureNames(short) })
  const unknown = targets.filter(({ state }) => state === 'not_measurable')
  if (unknown.length > 0) return finding('phase.next_unknown', { count: unknown.length, what: measureNames(unknown) })
  const onTrack = targets.filter(({ state }) => state === 'on_track')
  if (onTrack.length > 0) return finding('phase.next_on_course', { count: onTrack.length, what: measureNames(onTrack) })
  return finding('phase.next_may_start')
}

const measureNames = (targets: readonly TargetFacts[]) =>
  list(targets.map(({ measure }) => finding(`measure.${measure}`)))
