import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { Bar } from '../figures/bar.tsx'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { type GiveGetDepartment, giveGetFinding } from '../sentences/give-get-finding.ts'
import { shown, shownRows } from '../sentences/measure-answer.ts'
import { useSay } from '../sentences/use-say.ts'
import { HiddenRemark } from './hidden-remark.tsx'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'
import { useOfWhom } from './use-of-whom.ts'

/** Height of the content in pixels. */
export const giveGetHeightPx = 330

/** Who puts data in and who takes value out, per head and department. */
export function GiveGetPanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const asked = { ...query, by: 'department' }
  const giveGet = useMeasure('give_get', asked)
  const ofWhom = useOfWhom()
  const total = shown(giveGet.data?.total)
  const rows = shownRows(giveGet.data?.rows ?? []).filter(({ measured }) => measured > 0)
  const finding = giveGetFinding(giveGet.data?.rows ?? [], total)
  const title = finding ? say(finding) : t('give_get.title')
  const ranked = rows.toSorted((a, b) => balanceOf(a) - balanceOf(b))
  return (
    <Panel
      csv={measureUrl('give_get', asked, 'csv')}
      empty={giveGet.data?.total === null ? t('hidden') : rows.length === 0 ? t('nobody_measured') : null}
      height={giveGetHeightPx}
      state={panelState([giveGet])}
      sub={total && t('give_get.sub', { whom: ofWhom(total.measured, giveGet.data?.on) })}
      table={<Numbers rows={ranked} title={title} />}
      title={title}
    >
      <Bars rows={ranked} title={title} />
      <HiddenRemark rows={giveGet.data?.rows ?? []} />
    </Panel>
  )
}

interface RowsProps {
  rows: readonly GiveGetDepartment[]
  title: string
}

/** Two bars a department on one scale: what a person puts in, and takes out. */
function Bars({ rows, title }: RowsProps) {
  const { t } = useTranslation(['causes', 'translation'])
  const { decimal } = useFormat()
  const most = Math.max(...rows.flatMap((row) => [row.given_per_head ?? 0, row.taken_per_head ?? 0]), 1)
  const perHead = (value: number | null) => (
    <span className={styles.pair}>
      <Bar share={(value ?? 0) / most} />
      <b>{value === null ? '–' : decimal(value)}</b>
    </span>
  )
  const columns: Column<GiveGetDepartment>[] = [
    {
      name: t('translation:controls.department'),
      cell: ({ department }) => department || t('translation:controls.no_group'),
    },
    { name: t('causes:give_get.in'), look: styles.bar, cell: (row) => perHead(row.given_per_head) },
    { name: t('causes:give_get.out'), look: styles.bar, cell: (row) => perHead(row.taken_per_head) },
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ department }) => department} rows={rows} />
}

function Numbers({ rows, title }: RowsProps) {
  const { t } = useTranslation(['causes', 'translation'])
  const { count } = useFormat()
  const columns: Column<GiveGetDepartment>[] = [
    {
      name: t('translation:controls.department'),
      cell: ({ department }) => department || t('translation:controls.no_group'),
    },
    { name: t('translation:column.measured'), number: true, cell: ({ measured }) => count(measured) },
    { name: t('causes:give_get.given'), number: true, cell: ({ given }) => count(given) },
    { name: t('causes:give_get.searches'), number: true, wide: true, cell: (row) => count(row.taken_searches) },
    { name: t('causes:give_get.reports'), number: true, wide: true, cell: (row) => count(row.taken_reports) },
    { name: t('causes:give_get.records'), number: true, wide: true, cell: (row) => count(row.taken_records) },
    { name: t('causes:give_get.taken'), number: true, cell: ({ taken }) => count(taken) },
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ department }) => department} rows={rows} />
}

// What comes back for what is put in; who gives nothing stands last.
function balanceOf({ given, taken }: GiveGetDepartment): number {
  return given === 0 ? Number.MAX_VALUE : taken / given
}
