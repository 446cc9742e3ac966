import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { PlaceBar } from '../figures/place-bar.tsx'
import { useFormat } from '../format/use-format.ts'
import { dualEntryFinding, outside } from '../sentences/dual-entry-finding.ts'
import { type DualEntry, shownRows } from '../sentences/measure-answer.ts'
import { plainName } from '../sentences/plain-name.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'

/** Height of the content in pixels. */
export const dualEntryHeightPx = 330

const tasksShown = 8

/** Which core tasks are still done outside the CRM, and where. */
export function DualEntryPanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const { shortDate } = useFormat()
  const asked = { ...query, by: 'none' }
  const dualEntry = useMeasure('dual_entry', asked)
  const rows = shownRows(dualEntry.data?.rows ?? []).filter(({ actions }) => actions > 0)
  const finding = dualEntryFinding(rows)
  const title = finding ? say(finding) : t('dual_entry.title')
  const ranked = rows.toSorted((a, b) => outside(b) / b.actions - outside(a) / a.actions || b.actions - a.actions)
  const elsewhere = ranked.filter((row) => outside(row) > 0)
  const on = dualEntry.data?.on
  return (
    <Panel
      csv={measureUrl('dual_entry', { ...asked, by: 'department' }, 'csv')}
      empty={emptyOf(dualEntry.data?.rows, rows.length, t('hidden'), t('dual_entry.empty'))}
      height={dualEntryHeightPx}
      state={panelState([dualEntry])}
      sub={on && t('dual_entry.sub', { day: shortDate(on) })}
      table={<Tasks rows={ranked} title={title} />}
      title={title}
    >
      <Tasks bars rows={elsewhere.length === 0 ? ranked.slice(0, tasksShown) : elsewhere} title={title} />
      {elsewhere.length > 0 && elsewhere.length < ranked.length && (
        <p className={styles.remark}>{t('dual_entry.only', { count: ranked.length - elsewhere.length })}</p>
      )}
    </Panel>
  )
}

function Tasks({ rows, title, bars = false }: { rows: readonly DualEntry[]; title: string; bars?: boolean }) {
  const { t } = useTranslation('causes')
  const { count, percent } = useFormat()
  const share = (part: number, { actions }: DualEntry) => <Share said={percent(part / actions)} zero={part === 0} />
  const columns: Column<DualEntry>[] = [
    { name: t('task'), cell: ({ task }) => plainName(task) },
    bars
      ? { name: t('dual_entry.bar'), wide: true, look: styles.thin, cell: (row) => <PlaceBar {...sharesOf(row)} /> }
      : { name: t('dual_entry.people'), number: true, cell: ({ measured }) => count(measured) },
    { name: t('dual_entry.crm'), number: true, cell: (row) => (bars ? share(row.crm, row) : count(row.crm)) },
    { name: t('dual_entry.legacy'), number: true, cell: (row) => (bars ? share(row.legacy, row) : count(row.legacy)) },
    {
      name: t('dual_entry.exports'),
      number: true,
      cell: (row) => (bars ? share(row.exports, row) : count(row.exports)),
    },
    ...(bars
      ? []
      : [{ name: t('dual_entry.both'), number: true, wide: true, cell: (row: DualEntry) => count(row.both) }]),
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ task }) => task} rows={rows} />
}

function Share({ said, zero }: { said: string; zero: boolean }) {
  return zero ? <span className="dim">–</span> : said
}

function sharesOf({ crm_share, legacy_share, export_share }: DualEntry) {
  return { crm: crm_share ?? 0, legacy: legacy_share ?? 0, exports: export_share ?? 0 }
}

function emptyOf(rows: readonly object[] | undefined, shownCount: number, hidden: string, none: string): string | null {
  if (rows === undefined || shownCount > 0) return null
  return rows.some((row) => 'suppressed' in row) ? hidden : none
}
