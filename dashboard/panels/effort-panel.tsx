import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { Bar } from '../figures/bar.tsx'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { effortFinding } from '../sentences/effort-finding.ts'
import { type Effort, shownRows } from '../sentences/measure-answer.ts'
import { plainName } from '../sentences/plain-name.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'
import { useOfWhom } from './use-of-whom.ts'

/** Height of the content in pixels. */
export const effortHeightPx = 330

const tasksShown = 6

/** What entering data costs a person of an active day, and which core tasks take most of it. */
export function EffortPanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const { count } = useFormat()
  const ofWhom = useOfWhom()
  const asked = { ...query, by: 'none' }
  const effort = useMeasure('effort', asked)
  const rows = shownRows(effort.data?.rows ?? [])
  const all = rows.find(({ task }) => task === '')
  const finding = effortFinding(all ?? null)
  const title = finding ? say(finding) : t('effort.title')
  const tasks = rows.filter((row) => row.task !== '' && row.minutes_per_day !== null && row.actions > 0)
  const ranked = tasks.toSorted((a, b) => (b.minutes_per_day ?? 0) - (a.minutes_per_day ?? 0))
  const lines = all ? [all, ...ranked] : ranked
  const isTaskHidden = effort.data?.rows.some((row) => 'suppressed' in row)
  const hidden = isTaskHidden && all === undefined
  return (
    <Panel
      csv={measureUrl('effort', { ...asked, by: 'role' }, 'csv')}
      empty={effort.data && finding === null ? t(hidden ? 'hidden' : 'effort.empty') : null}
      height={effortHeightPx}
      state={panelState([effort])}
      sub={all && t('effort.sub', { whom: ofWhom(all.measured, effort.data?.on) })}
      table={<Numbers rows={lines} title={title} />}
      title={title}
    >
      <Bars rows={lines.slice(0, tasksShown + 1)} title={title} />
      {ranked.length > tasksShown && (
        <p className={styles.remark}>{t('more', { count: ranked.length - tasksShown })}</p>
      )}
      {isTaskHidden && <p className={styles.remark}>{t('effort.hidden')}</p>}
      {all && all.timed < all.actions && (
        <p className={styles.remark}>{t('effort.untimed', { timed: count(all.timed), all: count(all.actions) })}</p>
      )}
    </Panel>
  )
}

interface RowsProps {
  rows: readonly Effort[]
  title: string
}

function Bars({ rows, title }: RowsProps) {
  const { t } = useTranslation('causes')
  const { decimal } = useFormat()
  const taskName = useTaskName()
  const most = Math.max(...rows.map((row) => row.minutes_per_day ?? 0), 1)
  const columns: Column<Effort>[] = [
    { name: t('task'), cell: taskName },
    {
      name: t('effort.per_day'),
      look: styles.bar,
      cell: ({ minutes_per_day: minutes }) => (
        <span className={styles.pair}>
          <Bar share={(minutes ?? 0) / most} />
          <b>{minutes === null ? '–' : decimal(minutes)}</b>
        </span>
      ),
    },
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ task }) => task} rows={rows} />
}

function Numbers({ rows, title }: RowsProps) {
  const { t } = useTranslation('causes')
  const { count, decimal } = useFormat()
  const taskName = useTaskName()
  const columns: Column<Effort>[] = [
    { name: t('task'), cell: taskName },
    { name: t('effort.people'), number: true, cell: ({ measured }) => count(measured) },
    { name: t('effort.actions'), number: true, cell: ({ actions }) => count(actions) },
    { name: t('effort.timed'), number: true, wide: true, cell: ({ timed }) => count(timed) },
    { name: t('effort.minutes'), number: true, wide: true, cell: ({ minutes }) => orDash(minutes, count) },
    { name: t('effort.per_day'), number: true, cell: ({ minutes_per_day }) => orDash(minutes_per_day, decimal) },
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ task }) => task} rows={rows} />
}

function useTaskName(): (row: Effort) => string {
  const { t } = useTranslation('causes')
  return ({ task }) => (task === '' ? t('effort.all') : plainName(task))
}

const orDash = (value: number | null, format: (value: number) => string) => (value === null ? '–' : format(value))
