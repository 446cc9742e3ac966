import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { Pill } from '../figures/pill.tsx'
import { useFormat } from '../format/use-format.ts'
import { type Outcome, shownRows } from '../sentences/measure-answer.ts'
import { newestOutcomes, outcomesFinding } from '../sentences/outcomes-finding.ts'
import { useSay } from '../sentences/use-say.ts'
import { HiddenRemark } from './hidden-remark.tsx'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'
import { useIgnoredNote } from './use-ignored-note.ts'

/** Height of the content in pixels. */
export const outcomesHeightPx = 440

const figuresShown = 7

/** Business figures beside adoption; what has worsened while adoption rose stands first. */
export function OutcomesPanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const { shortDate } = useFormat()
  const asked: MeasureQuery = { to: query.on, grain: 'week', by: 'department' }
  const departments = useMeasure('outcomes', asked)
  const whole = useMeasure('outcomes', { ...asked, by: 'none' })
  const ignored = useIgnoredNote('outcomes', query)
  const rows = shownRows([...(departments.data?.rows ?? []), ...(whole.data?.rows ?? [])])
  const newest = newestOutcomes(rows)
  const finding = outcomesFinding(newest)
  const title = finding ? say(finding) : t('outcomes.title')
  const to = departments.data?.to
  const hidden = departments.data?.rows.some((row) => 'suppressed' in row)
  const byPeriod = rows.toSorted((a, b) => b.period.localeCompare(a.period) || a.metric.localeCompare(b.metric))
  return (
    <Panel
      csv={measureUrl('outcomes', asked, 'csv')}
      empty={departments.data && newest.length === 0 ? t(hidden ? 'hidden' : 'outcomes.empty') : null}
      height={outcomesHeightPx}
      state={panelState([departments, whole])}
      sub={[to && t('outcomes.sub', { day: shortDate(to) }), ignored].filter(Boolean).join(' · ')}
      table={<Figures all rows={byPeriod} title={title} />}
      title={title}
    >
      <Figures rows={newest.slice(0, figuresShown)} title={title} />
      {newest.length > figuresShown && (
        <p className={styles.remark}>{t('outcomes.more', { count: newest.length - figuresShown })}</p>
      )}
      <HiddenRemark rows={departments.data?.rows ?? []} />
      <p className={styles.remark}>{t('outcomes.association')}</p>
    </Panel>
  )
}

function Figures({ rows, title, all = false }: { rows: readonly Outcome[]; title: string; all?: boolean }) {
  const { t } = useTranslation('causes')
  const { percent, shortDate } = useFormat()
  const value = useFigure()
  const columns: Column<Outcome>[] = [
    {
      name: t('outcomes.figure'),
      cell: ({ metric, department }) => (
        <>
          {metric}
          <span className={styles.what}>{department || t('outcomes.whole')}</span>
        </>
      ),
    },
    ...(all
      ? [{ name: t('outcomes.period'), look: styles.nowrap, cell: (row: Outcome) => shortDate(row.period_end) }]
      : []),
    {
      name: t('outcomes.value'),
      number: true,
      cell: (row) => (
        <>
          <b>{value(row.value)}</b> <span className={styles.counts}>{row.unit}</span>
        </>
      ),
    },
    { name: t('outcomes.previous'), number: true, wide: all, cell: ({ previous }) => value(previous) },
    { name: t('outcomes.baseline'), number: true, wide: true, cell: ({ baseline }) => value(baseline) },
    {
      name: t('outcomes.adoption'),
      number: true,
      wide: true,
      cell: ({ rate }) => (rate === null ? '–' : percent(rate)),
    },
    { name: t('outcomes.guardrail'), cell: ({ guardrail }) => <Guardrail state={guardrail} /> },
  ]
  const keyOf = ({ metric, department, period }: Outcome) => `${metric} ${department} ${period}`
  return <DataTable caption={title} columns={columns} rowKey={keyOf} rows={rows} />
}

function Guardrail({ state }: { state: Outcome['guardrail'] }) {
  const { t } = useTranslation('causes')
  if (state === null) return <span className="dim">–</span>
  return <Pill tone={state === 'red' ? 'bad' : 'ok'}>{t(`outcomes.${state}`)}</Pill>
}

/** A figure as it would be written in its business: whole when it is large, else with a digit. */
function useFigure(): (value: number | null) => string {
  const { count, decimal } = useFormat()
  return (value) =>
    value === null ? '–' : Math.abs(value) >= 100 || Number.isInteger(value) ? count(value) : decimal(value)
}
