import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PersonTasksRow, TaskPlace } from '../../schema/routes/people-tasks.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { plainName } from '../sentences/plain-name.ts'
import styles from './people-tasks.module.css'
import { useIsPhone } from './use-is-phone.ts'

// A shape for each place, so that nothing hangs on its colour.
const marks: Record<TaskPlace, string> = { crm: '●', both: '◐', elsewhere: '○', not_done: '×' }

interface Props {
  rows: readonly PersonTasksRow[]
  /** Core tasks of all these people, in the order of the columns. */
  tasks: readonly string[]
  title: string
}

// A table that scrolls sideways must be reachable by keyboard in every browser; the linter knows no scrolling regions.
const reachable = { tabIndex: 0 }

/** People and core tasks: a column for each task, or on a phone what a person does not do in the CRM alone. */
export function PeopleTasksTable({ rows, tasks, title }: Props) {
  const { t } = useTranslation('people')
  const phone = useIsPhone()
  const person: Column<PersonTasksRow> = {
    name: t('column.name'),
    cell: (row) => <PersonName row={row} />,
    look: styles.person,
  }
  const done: Column<PersonTasksRow> = {
    name: t('matrix.done'),
    cell: ({ core_tasks_done: part, core_tasks: all }) => t('matrix.of', { part, all }),
    look: styles.done,
  }
  // Tasks that none of these people has would be columns without a word.
  const shown = tasks.filter((task) => rows.some((row) => row.tasks[task] !== undefined))
  const cells = shown.map((task) => ({
    name: plainName(task),
    cell: (row: PersonTasksRow) => <Place place={row.tasks[task]} />,
  }))
  const gaps = { name: t('matrix.gaps'), cell: (row: PersonTasksRow) => <Gaps row={row} tasks={tasks} /> }
  const columns = phone ? [person, gaps] : [person, done, ...cells]
  return (
    <div {...reachable} className={styles.frame}>
      <DataTable caption={title} columns={columns} rowKey={({ person_id }) => person_id} rows={rows} />
    </div>
  )
}

function PersonName({ row: { person_id, name, team, department } }: { row: PersonTasksRow }) {
  return (
    <>
      <Link className={styles.name} from="/people" search={(before) => ({ ...before, person: person_id })}>
        {name || person_id}
      </Link>
      <span className={styles.group}>{team || department}</span>
    </>
  )
}

function Place({ place }: { place: TaskPlace | undefined }) {
  const { t } = useTranslation('people')
  if (place === undefined) {
    return (
      <span className={styles.foreign}>
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">{t('matrix.not_theirs')}</span>
      </span>
    )
  }
  return (
    <span className={styles[place]}>
      <i aria-hidden="true">{marks[place]}</i> {t(`matrix.place.${place}`)}
    </span>
  )
}

/** What was not done first. */
const gapPlaces = ['not_done', 'elsewhere', 'both'] as const

function Gaps({ row, tasks }: { row: PersonTasksRow; tasks: readonly string[] }) {
  const { t } = useTranslation('people')
  return (
    <>
      {t('matrix.done_of', { part: row.core_tasks_done, all: row.core_tasks })}
      {gapPlaces.map((place) => {
        const there = tasks.filter((task) => row.tasks[task] === place)
        if (there.length === 0) return null
        return (
          <div className={styles.gap} key={place}>
            <Place place={place} /> {there.map(plainName).join(' · ')}
          </div>
        )
      })}
    </>
  )
}
