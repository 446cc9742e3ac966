import { useTranslation } from 'react-i18next'
import { ChangeNote } from '../figures/change-note.tsx'
import { Metric } from '../figures/metric.tsx'
import { NoteLine } from '../figures/note-line.tsx'
import { useFormat } from '../format/use-format.ts'
import type { Overview } from '../pages/use-overview.ts'
import { costliestGap } from '../sentences/completeness-finding.ts'
import { shown } from '../sentences/measure-answer.ts'
import { useSay } from '../sentences/use-say.ts'
import { useIgnoredNote } from './use-ignored-note.ts'

type Props = Pick<Overview, 'completeness' | 'fields' | 'query'>

/** "78 %, 6,240 of 8,004 open records", and the field that costs most. */
export function CompletenessMetric({ completeness, fields, query }: Props) {
  const { t } = useTranslation()
  const { percent, count } = useFormat()
  const say = useSay()
  const ignored = useIgnoredNote('completeness', query)
  const name = t('measure.completeness')
  if (!completeness.data) return <Metric big={null} counts="" name={name} share={null} />
  const now = shown(completeness.data.total)
  const before = shown(completeness.data.compare?.total)
  if (!now) return <Metric big="–" counts={t('metric.hidden')} name={name} share={null} />
  const { target } = now
  const gap = costliestGap(fields.data?.rows ?? [])
  return (
    <Metric
      big={now.rate === null ? '–' : percent(now.rate, target)}
      counts={
        now.records === 0
          ? t('metric.no_records')
          : t('metric.complete_of', { complete: count(now.complete), count: now.records })
      }
      hint={target === null ? '' : t('metric.target', { share: percent(target) })}
      name={name}
      note={
        <NoteLine
          parts={[
            before?.rate != null && <ChangeNote before={before.rate} key="change" now={now.rate} />,
            now.gap !== null &&
              now.records > 0 &&
              (now.gap === 0 ? t('metric.target_reached') : t('metric.records_to_go', { count: now.gap })),
            gap && say(gap),
            now.waiting > 0 && t('metric.waiting', { count: now.waiting }),
            ignored,
          ]}
        />
      }
      share={now.rate}
      stale={completeness.isPlaceholderData}
      target={target}
    />
  )
}
