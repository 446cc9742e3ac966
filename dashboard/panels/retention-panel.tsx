import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { HeatShare } from '../figures/heat-share.tsx'
import { useFormat } from '../format/use-format.ts'
import { type Retention, shownRows } from '../sentences/measure-answer.ts'
import { retentionFinding } from '../sentences/retention-finding.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'

/** Height of the content in pixels. */
export const retentionHeightPx = 340

const weeksShown = [1, 2, 4, 8, 12] as const
const cohortsShown = 8

/** People who began in the same week, and how many of them came so many weeks later. */
interface Cohort {
  period: string
  people: number
  weeks: ReadonlyMap<number, Retention>
}

/** Who keeps coming, by the week in which they began. */
export function RetentionPanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const { on, ...filters } = query
  const asked: MeasureQuery = { ...filters, to: on, grain: 'week', by: 'none' }
  const retention = useMeasure('retention', asked)
  const rows = shownRows(retention.data?.rows ?? [])
  const cohorts = cohortsOf(rows)
  const finding = retentionFinding(rows)
  const title = finding ? say(finding) : t('retention.title')
  const hidden = retention.data?.rows.some((row) => 'suppressed' in row)
  return (
    <Panel
      csv={measureUrl('retention', asked, 'csv')}
      empty={retention.data && cohorts.length === 0 ? t(hidden ? 'hidden' : 'retention.empty') : null}
      height={retentionHeightPx}
      state={panelState([retention])}
      sub={t('retention.sub')}
      title={title}
    >
      <Cohorts rows={cohorts} title={title} />
      {hidden && <p className={styles.remark}>{t('retention.hidden')}</p>}
    </Panel>
  )
}

function Cohorts({ rows, title }: { rows: readonly Cohort[]; title: string }) {
  const { t } = useTranslation('causes')
  const { count, shortDate } = useFormat()
  const columns: Column<Cohort>[] = [
    { name: t('retention.cohort'), look: styles.nowrap, cell: ({ period }) => shortDate(period) },
    { name: t('retention.people'), number: true, cell: ({ people }) => count(people) },
    ...weeksShown.map((week) => ({
      name: t('retention.week', { count: week }),
      number: true,
      wide: week === 2 || week === 12,
      cell: ({ weeks }: Cohort) => {
        const row = weeks.get(week)
        return row === undefined || row.share === null || row.partial ? '' : <HeatShare share={row.share} />
      },
    })),
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ period }) => period} rows={rows} />
}

/** The largest cohorts that somebody was in, the newest first. */
function cohortsOf(rows: readonly Retention[]): Cohort[] {
  const weeksOf = new Map<string, Map<number, Retention>>()
  for (const row of rows) {
    const weeks = weeksOf.get(row.period) ?? new Map<number, Retention>()
    weeksOf.set(row.period, weeks.set(row.weeks_since, row))
  }
  const cohorts = [...weeksOf].map(([period, weeks]) => ({ period, weeks, people: weeks.get(0)?.people ?? 0 }))
  const largest = cohorts.filter(({ people }) => people > 0).toSorted((a, b) => b.people - a.people)
  return largest.slice(0, cohortsShown).toSorted((a, b) => b.period.localeCompare(a.period))
}
