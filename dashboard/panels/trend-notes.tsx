import { useTranslation } from 'react-i18next'
import { type Restatement, useRestatements } from '../data/use-restatements.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { ScrollArea } from '../figures/scroll-area.tsx'
import { useFormat } from '../format/use-format.ts'
import { restatedFinding, restatedWhy } from '../sentences/restated-finding.ts'
import { type JudgedPoint, rulesFinding } from '../sentences/rules-finding.ts'
import { useSay } from '../sentences/use-say.ts'
import styles from './rows.module.css'

const shownMax = 100

/** What to know of the weeks of a series: where other rules begin to hold, and which weeks were restated, when and why. */
export function TrendNotes({ points }: { points: readonly JudgedPoint[] }) {
  const say = useSay()
  const rules = rulesFinding(points)
  const restatements = useRestatements(points.length > 0)
  const shown = new Set(points.map(({ period }) => period))
  const rows = restatements.data?.filter(({ period_end }) => shown.has(period_end)) ?? []
  const restated = restatedFinding(rows)
  return (
    <>
      {rules && <p className={styles.remark}>{say(rules)}</p>}
      {restated && (
        <details className={styles.remark} data-no-print>
          <summary>{say(restated)}</summary>
          <RestatedWeeks rows={rows} title={say(restated)} />
        </details>
      )}
    </>
  )
}

function RestatedWeeks({ rows, title }: { rows: readonly Restatement[]; title: string }) {
  const { t } = useTranslation()
  const { count, date, instant } = useFormat()
  const say = useSay()
  const adopted = (part: number, of: number) => t('trend.adopted_of', { part: count(part), of: count(of) })
  const columns: Column<Restatement>[] = [
    { name: t('trend.week_to'), look: styles.nowrap, cell: ({ period_end }) => date(period_end) },
    { name: t('trend.restated_at'), cell: ({ at }) => instant(at) },
    { name: t('trend.restated_why'), wide: true, cell: ({ why }) => say(restatedWhy(why)) },
    {
      name: t('trend.before'),
      number: true,
      cell: ({ adopted_before, measured_before }) => adopted(adopted_before, measured_before),
    },
    {
      name: t('trend.after'),
      number: true,
      cell: ({ adopted_after, measured_after }) => adopted(adopted_after, measured_after),
    },
  ]
  return (
    <ScrollArea label={title}>
      <p className="dim">{t('trend.whole_organisation')}</p>
      <DataTable
        caption={title}
        columns={columns}
        rowKey={({ at, period_end }) => `${at} ${period_end}`}
        rows={rows.slice(0, shownMax)}
      />
    </ScrollArea>
  )
}
