import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Person } from '../data/use-person.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { plainName } from '../sentences/plain-name.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'

interface Task {
  task: string
  /** Days of the list beside it with the task. */
  days: number
  last: string | null
  missing: boolean
}

/** Tasks with the days they were done on; core tasks that are missing stand first. */
export function PersonTasks({ person }: { person: UseQueryResult<Person> }) {
  const { t } = useTranslation('people')
  const { count, shortDate } = useFormat()
  const tasks = person.data ? tasksOf(person.data) : []
  const row = person.data?.row
  const title =
    row && row.breadth === 'configured'
      ? t('tasks_done', { done: row.core_tasks_done, count: row.core_tasks })
      : t('tasks_title')
  const columns: Column<Task>[] = [
    { name: t('task'), cell: ({ task }) => plainName(task) },
    { name: t('task_days'), number: true, cell: ({ days }) => count(days) },
    {
      name: t('task_last'),
      number: true,
      cell: ({ last, missing }) =>
        missing ? <span className="down">{t('task_missing')}</span> : last && shortDate(last),
    },
  ]
  return (
    <Panel
      empty={tasks.length === 0 ? t('tasks_empty') : null}
      height={300}
      state={panelState([person])}
      sub={row && row.breadth === 'configured' ? t('tasks_needed', { count: row.tasks_needed }) : ''}
      title={title}
    >
      <DataTable caption={title} columns={columns} rowKey={({ task }) => task} rows={tasks} />
    </Panel>
  )
}

/** Missing core tasks first, then the tasks done, the most frequent first. */
function tasksOf({ days, row }: Person): Task[] {
  const missing = new Set(row?.missing ?? [])
  const names = new Set([...missing, ...days.flatMap(({ tasks }) => tasks)])
  const tasks = [...names].map((task) => {
    const done = days.filter(({ tasks }) => tasks.includes(task))
    return { task, days: done.length, last: done.at(-1)?.date ?? null, missing: missing.has(task) }
  })
  return tasks.toSorted(
    (a, b) => Number(b.missing) - Number(a.missing) || b.days - a.days || a.task.localeCompare(b.task),
  )
}
