import { allOf, type Finding, finding, list, words } from './finding.ts'
import { type PhaseFacts, setTargets } from './phase-facts.ts'

/** "Two of three live phases are on course. Wave 2 is short." Phases without targets are not judged. */
export function phasesHeadline(phases: readonly PhaseFacts[]): Finding[] {
  if (phases.length === 0) return [finding('phases.none')]
  const live = phases.filter(({ live }) => live)
  if (live.length === 0) return [finding('phases.none_live')]
  const judged = live.filter((phase) => setTargets(phase).some(({ state }) => state !== 'not_measurable'))
  if (judged.length === 0) return [finding('phases.none_judged', { count: live.length, start: words(live.length) })]
  const short = judged.filter(isShort)
  if (short.length === 0) return [allWell(judged)]
  const names = list(short.map(({ name }) => name))
  const well = judged.length - short.length
  if (well === 0) return [finding('phases.all_short', { count: short.length, names })]
  const of = { start: words(well), of: words(judged.length), count: well }
  return [finding('phases.some_well', of), finding('phases.short', { count: short.length, names })]
}

const isShort = (phase: PhaseFacts) => setTargets(phase).some(({ state }) => state === 'not_met' || state === 'at_risk')

function allWell(judged: readonly PhaseFacts[]): Finding {
  const [only] = judged
  const met = judged.every((phase) => setTargets(phase).every(({ state }) => state === 'met'))
  const key = met ? 'phases.all_met' : 'phases.all_well'
  if (judged.length === 1 && only) return finding(`${key}_name`, { name: only.name })
  return finding(allOf(key, judged.length), { count: judged.length, all: words(judged.length) })
}
