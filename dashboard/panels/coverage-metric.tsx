import { useTranslation } from 'react-i18next'
import { Metric } from '../figures/metric.tsx'
import { NoteLine } from '../figures/note-line.tsx'
import { useFormat } from '../format/use-format.ts'
import type { Overview } from '../pages/use-overview.ts'
import { shown, shownRows } from '../sentences/measure-answer.ts'
import { useIgnoredNote } from './use-ignored-note.ts'

/** "3 of 7 departments at target", and who is nearest. */
export function CoverageMetric({ coverage, query }: Pick<Overview, 'coverage' | 'query'>) {
  const { t } = useTranslation()
  const { count, signed } = useFormat()
  const ignored = useIgnoredNote('coverage', query)
  const name = t('measure.coverage')
  if (!coverage.data) return <Metric big={null} counts="" name={name} share={null} />
  const now = shown(coverage.data.total)
  const before = shown(coverage.data.compare?.total)
  if (!now) return <Metric big="–" counts={t('metric.hidden')} name={name} share={null} />
  if (now.measurable === 0) {
    return <Metric big="–" counts={t('metric.no_department')} name={name} note={ignored} share={null} />
  }
  const short = shownRows(coverage.data.rows).filter((row) => row.measurable && (row.people_gap ?? 0) > 0)
  const nearest = short.toSorted((a, b) => (a.people_gap ?? 0) - (b.people_gap ?? 0))[0]
  const change = before && before.measurable === now.measurable ? now.at_target - before.at_target : null
  const tone = change === null || change === 0 ? 'dim' : change > 0 ? 'up' : 'down'
  return (
    <Metric
      big={t('metric.of', { part: count(now.at_target), all: count(now.measurable) })}
      counts={t('metric.departments_at_target', { count: now.measurable })}
      hint={t('metric.target_all', { all: count(now.measurable) })}
      name={name}
      note={
        <NoteLine
          parts={[
            change !== null && (
              <span className={tone} key="change">
                {change === 0 ? t('metric.unchanged') : signed(change)}
              </span>
            ),
            nearest && t('metric.short', { department: nearest.department, count: nearest.people_gap ?? 0 }),
            ignored,
          ]}
        />
      }
      share={now.share}
      stale={coverage.isPlaceholderData}
      target={1}
    />
  )
}
