import { useTranslation } from 'react-i18next'
import { ChangeNote } from '../figures/change-note.tsx'
import { Metric } from '../figures/metric.tsx'
import { NoteLine } from '../figures/note-line.tsx'
import { useFormat } from '../format/use-format.ts'
import type { Overview } from '../pages/use-overview.ts'
import { shown } from '../sentences/measure-answer.ts'

/** "63 %, 310 of 490 people, 33 to go". */
export function AdoptionMetric({ adoption }: Pick<Overview, 'adoption'>) {
  const { t } = useTranslation()
  const { percent, count } = useFormat()
  const name = t('measure.adoption')
  if (!adoption.data) return <Metric big={null} counts="" name={name} share={null} />
  const now = shown(adoption.data.total)
  const before = shown(adoption.data.compare?.total)
  if (!now) return <Metric big="–" counts={t('metric.hidden')} name={name} share={null} />
  const { rate, target, people_gap: gap } = now
  return (
    <Metric
      big={rate === null ? '–' : percent(rate, target)}
      counts={t('metric.adopted_of', { adopted: count(now.adopted), count: now.measured })}
      hint={target === null ? t('metric.no_target') : t('metric.target', { share: percent(target) })}
      name={name}
      note={
        <NoteLine
          parts={[
            before?.rate != null && <ChangeNote before={before.rate} key="change" now={rate} />,
            gap === null ? null : gap === 0 ? t('metric.target_reached') : t('metric.people_to_go', { count: gap }),
          ]}
        />
      }
      share={rate}
      stale={adoption.isPlaceholderData}
      target={target}
    />
  )
}
