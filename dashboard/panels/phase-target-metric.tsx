import type { PhaseTarget } from '../../schema/routes/phases.ts'
import { Metric } from '../figures/metric.tsx'
import { NoteLine } from '../figures/note-line.tsx'
import { TargetPill } from './target-pill.tsx'
import { useTargetWords } from './use-target-words.ts'

/** One target of a phase: value, counts, state, what is missing, where it started. */
export function PhaseTargetMetric({ target }: { target: PhaseTarget }) {
  const words = useTargetWords()(target)
  const gap = words.gap && <span className="down">{words.gap}</span>
  return (
    <Metric
      big={words.value}
      counts={words.counts}
      hint={<TargetPill target={target} />}
      name={words.name}
      note={<NoteLine parts={[words.target, gap, words.baseline, words.projection]} />}
      share={target.value}
      target={target.target}
    />
  )
}
