import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type PersonState, personStates } from '../../schema/person-state.ts'
import { measureUrl } from '../data/use-measure.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { Legend } from '../figures/legend.tsx'
import { StateBar } from '../figures/state-bar.tsx'
import { useFormat } from '../format/use-format.ts'
import type { Overview } from '../pages/use-overview.ts'
import { departmentsFinding, departmentsSubtitle, hiddenGroups } from '../sentences/departments-finding.ts'
import { type Adoption, shownRows } from '../sentences/measure-answer.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import { PeopleLink } from './people-link.tsx'
import styles from './rows.module.css'
import { useIgnoredNote } from './use-ignored-note.ts'

const heightPx = 330
type Department = Adoption & { department: string }

/** Departments against their targets, farthest behind first, with the people missing. */
export function DepartmentsPanel({
  departments,
  coverage,
  query,
}: Pick<Overview, 'departments' | 'coverage' | 'query'>) {
  const { t } = useTranslation()
  const say = useSay()
  const ignored = useIgnoredNote('coverage', query)
  const rows = departments.data?.rows ?? []
  const judged = shownRows(rows).filter(({ eligible }) => eligible > 0)
  const ranked = judged.toSorted((a, b) => (b.people_gap ?? -1) - (a.people_gap ?? -1) || (a.rate ?? 2) - (b.rate ?? 2))
  const hidden = hiddenGroups(
    rows.filter((row) => 'suppressed' in row).map(({ department }) => department || t('controls.no_group')),
  )
  const finding = departmentsFinding(coverage.data?.total ?? null)
  const title = finding ? say(finding) : t('departments.title')
  return (
    <Panel
      csv={measureUrl('adoption', { on: query.on, phase: query.phase, by: 'department' }, 'csv')}
      empty={rows.length === 0 ? t('departments.empty') : null}
      footer={
        <>
          {hidden && <p className={styles.remark}>{say(hidden)}</p>}
          <Legend states={personStates.slice(0, 4)} />
        </>
      }
      height={heightPx}
      state={panelState([departments, coverage])}
      sub={[say(departmentsSubtitle(coverage.data?.rows ?? [])), ignored].filter(Boolean).join(' · ')}
      table={<DepartmentNumbers rows={ranked} title={title} />}
      title={title}
    >
      <DepartmentBars rows={ranked} title={title} />
    </Panel>
  )
}

interface RowsProps {
  rows: readonly Department[]
  title: string
}

function DepartmentBars({ rows, title }: RowsProps) {
  const { t } = useTranslation()
  const { count, percent } = useFormat()
  const columns: Column<Department>[] = [
    { name: t('controls.department'), cell: (row) => <DepartmentName row={row} /> },
    {
      name: t('departments.bar'),
      cell: (row) => <StateBar people={measuredOnly(row)} target={row.target} />,
      look: styles.bar,
      wide: true,
    },
    {
      name: t('state.adopted'),
      number: true,
      cell: (row) => (
        <>
          <b>{row.rate === null ? '–' : percent(row.rate, row.target)}</b>{' '}
          <span className={styles.counts}>
            <PeopleLink department={row.department}>
              {t('metric.of', { part: count(row.adopted), all: count(row.measured) })}
            </PeopleLink>
          </span>
        </>
      ),
    },
    { name: t('departments.to_target'), number: true, cell: (row) => <Gap row={row} /> },
  ]
  return <DataTable caption={title} columns={columns} rowKey={(row) => row.department} rows={rows} />
}

function Gap({ row: { people_gap: gap, measured } }: { row: Department }) {
  const { t } = useTranslation()
  if (measured === 0) return <span className="dim">{t('departments.none_measured')}</span>
  if (gap === null) return <span className="dim">{t('metric.no_target')}</span>
  if (gap === 0) return <span className="up">{t('departments.at_target')}</span>
  return <span className="down">{t('departments.short', { count: gap })}</span>
}

function DepartmentNumbers({ rows, title }: RowsProps) {
  const { t } = useTranslation()
  const { count, percent } = useFormat()
  const share = (value: number | null, target?: number | null) => (value === null ? '–' : percent(value, target))
  const columns: Column<Department>[] = [
    { name: t('controls.department'), cell: (row) => row.department || t('controls.no_group') },
    { name: t('measure.adoption'), number: true, cell: (row) => share(row.rate, row.target) },
    { name: t('column.target'), number: true, cell: (row) => share(row.target) },
    { name: t('column.gap'), number: true, cell: (row) => (row.people_gap === null ? '–' : count(row.people_gap)) },
    { name: t('column.measured'), number: true, wide: true, cell: (row) => count(row.measured) },
    ...personStates.map((state) => ({
      name: t(`state.${state}`),
      number: true,
      wide: true,
      cell: (row: Department) => count(row[state]),
    })),
  ]
  return <DataTable caption={title} columns={columns} rowKey={(row) => row.department} rows={rows} />
}

/** The name; on a phone the bar stands below it instead of in a column of its own. */
function DepartmentName({ row }: { row: Department }) {
  return (
    <>
      <DepartmentLink name={row.department} />
      <div className={styles.under}>
        <StateBar people={measuredOnly(row)} target={row.target} />
      </div>
    </>
  )
}

function DepartmentLink({ name }: { name: string }) {
  const { t } = useTranslation()
  if (name === '') return t('controls.no_group')
  return (
    <Link className={styles.link} search={(before) => ({ ...before, department: name, team: undefined })} to="/">
      {name}
    </Link>
  )
}

function measuredOnly(row: Department): Partial<Record<PersonState, number>> {
  return { adopted: row.adopted, occasional: row.occasional, lapsed: row.lapsed, never_started: row.never_started }
}
