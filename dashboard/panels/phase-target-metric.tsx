import { useTranslation } from 'react-i18next'
import type { PhaseTarget } from '../../schema/routes/phases.ts'
import type { PhaseReport } from '../data/use-phase-report.ts'
import { Metric } from '../figures/metric.tsx'
import { NoteLine } from '../figures/note-line.tsx'
import { useFormat } from '../format/use-format.ts'
import { TargetPill } from './target-pill.tsx'
import { useTargetWords } from './use-target-words.ts'

/** One target of a phase: value, counts, state, what is missing, where it started. */
export function PhaseTargetMetric({ target, quality }: { target: PhaseTarget; quality: PhaseReport['quality'] }) {
  const words = useTargetWords()(target)
  const { t } = useTranslation('phases')
  const { percent } = useFormat()
  const firstPass = quality.find(({ basis }) => basis === 'first_pass')?.rate ?? null
  const entered =
    target.measure !== 'completeness' || firstPass === null ? null : t('first_pass', { share: percent(firstPass) })
  const gap = words.gap && <span className="down">{words.gap}</span>
  return (
    <Metric
      big={words.value}
      counts={words.counts}
      hint={<TargetPill target={target} />}
      name={words.name}
      note={<NoteLine parts={[words.target, gap, words.baseline, entered, words.projection]} />}
      share={target.value}
      target={target.target}
    />
  )
}
