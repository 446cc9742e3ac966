import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { Bar } from '../figures/bar.tsx'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { entryLagFinding } from '../sentences/entry-lag-finding.ts'
import { type EntryLag, shown, shownRows } from '../sentences/measure-answer.ts'
import { useSay } from '../sentences/use-say.ts'
import { HiddenRemark } from './hidden-remark.tsx'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'
import { useOfWhom } from './use-of-whom.ts'

/** Height of the content in pixels. */
export const entryLagHeightPx = 330

type Department = EntryLag & { department: string }

/** How long after the customer contact it stands in the CRM, the slowest department first. */
export function EntryLagPanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const ofWhom = useOfWhom()
  const asked = { ...query, by: 'department' }
  const lag = useMeasure('entry_lag', asked)
  const total = shown(lag.data?.total)
  const finding = entryLagFinding(total)
  const title = finding ? say(finding) : t('entry_lag.title')
  const rows = shownRows(lag.data?.rows ?? []).filter(({ entries }) => entries > 0)
  const ranked = rows.toSorted((a, b) => (b.p50 ?? 0) - (a.p50 ?? 0) || (b.p90 ?? 0) - (a.p90 ?? 0))
  return (
    <Panel
      csv={measureUrl('entry_lag', asked, 'csv')}
      empty={lag.data && finding === null ? t(total === null ? 'hidden' : 'entry_lag.empty') : null}
      height={entryLagHeightPx}
      state={panelState([lag])}
      sub={total && t('entry_lag.sub', { whom: ofWhom(total.measured, lag.data?.on) })}
      table={<Numbers rows={ranked} title={title} />}
      title={title}
    >
      <Bars rows={ranked} title={title} />
      <HiddenRemark rows={lag.data?.rows ?? []} />
      <p className={styles.remark}>{t('entry_lag.clock')}</p>
    </Panel>
  )
}

interface RowsProps {
  rows: readonly Department[]
  title: string
}

/** Two bars a department, each kind on a scale of its own: nine in ten take many times as long as half. */
function Bars({ rows, title }: RowsProps) {
  const { t } = useTranslation('causes')
  const { decimal } = useFormat()
  const bars = (percentile: 'p50' | 'p90') => {
    const most = Math.max(...rows.map((row) => row[percentile] ?? 0), 1)
    return (row: Department) => (
      <span className={styles.pair}>
        <Bar share={(row[percentile] ?? 0) / most} />
        <b>{decimal(row[percentile] ?? 0)}</b>
      </span>
    )
  }
  const department = useDepartment()
  const columns: Column<Department>[] = [
    department,
    { name: t('entry_lag.half'), look: styles.third, cell: bars('p50') },
    { name: t('entry_lag.most'), look: styles.third, cell: bars('p90') },
  ]
  return <DataTable caption={title} columns={columns} rowKey={(row) => row.department} rows={rows} />
}

function Numbers({ rows, title }: RowsProps) {
  const { t } = useTranslation('causes')
  const { count, decimal } = useFormat()
  const department = useDepartment()
  const columns: Column<Department>[] = [
    department,
    { name: t('entry_lag.people'), number: true, wide: true, cell: ({ people }) => count(people) },
    { name: t('entry_lag.entries'), number: true, cell: ({ entries }) => count(entries) },
    { name: t('entry_lag.half'), number: true, cell: ({ p50 }) => decimal(p50 ?? 0) },
    { name: t('entry_lag.most'), number: true, cell: ({ p90 }) => decimal(p90 ?? 0) },
  ]
  return <DataTable caption={title} columns={columns} rowKey={(row) => row.department} rows={rows} />
}

function useDepartment(): Column<Department> {
  const { t } = useTranslation()
  return { name: t('controls.department'), cell: ({ department }) => department || t('controls.no_group') }
}
