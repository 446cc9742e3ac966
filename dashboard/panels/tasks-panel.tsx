import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { Bar } from '../figures/bar.tsx'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { shownRows, type Tasks } from '../sentences/measure-answer.ts'
import { plainName } from '../sentences/plain-name.ts'
import { tasksFinding } from '../sentences/tasks-finding.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'

/** Height of the content in pixels. */
export const tasksHeightPx = 300

const tasksShown = 8

/** Which core tasks people do in the CRM, the one that fewest do first. */
export function TasksPanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const { shortDate } = useFormat()
  const asked = { ...query, by: 'none' }
  const tasks = useMeasure('tasks', asked)
  const rows = shownRows(tasks.data?.rows ?? []).filter(({ measured }) => measured > 0)
  const finding = tasksFinding(rows)
  const title = finding ? say(finding) : t('tasks.title')
  const on = tasks.data?.on
  const ranked = rows.toSorted((a, b) => a.share - b.share || b.measured - a.measured)
  const hidden = tasks.data?.rows.some((row) => 'suppressed' in row)
  return (
    <Panel
      csv={measureUrl('tasks', { ...asked, by: 'department' }, 'csv')}
      empty={tasks.data && rows.length === 0 ? t(hidden ? 'hidden' : 'tasks.empty') : null}
      height={tasksHeightPx}
      state={panelState([tasks])}
      sub={on && t('tasks.sub', { day: shortDate(on) })}
      table={<TaskRows rows={ranked} title={title} />}
      title={title}
    >
      <TaskRows rows={ranked.slice(0, tasksShown)} title={title} />
      {ranked.length > tasksShown && (
        <p className={styles.remark}>{t('more', { count: ranked.length - tasksShown })}</p>
      )}
    </Panel>
  )
}

function TaskRows({ rows, title }: { rows: readonly Tasks[]; title: string }) {
  const { t } = useTranslation(['causes', 'translation'])
  const { count, percent } = useFormat()
  const columns: Column<Tasks>[] = [
    { name: t('causes:task'), cell: ({ task }) => plainName(task) },
    { name: t('causes:tasks.bar'), look: styles.thin, cell: ({ share }) => <Bar share={share} /> },
    {
      name: t('causes:tasks.done'),
      number: true,
      cell: ({ share, done, measured }) => (
        <>
          <b>{percent(share)}</b>{' '}
          <span className={styles.counts}>
            {t('translation:metric.of', { part: count(done), all: count(measured) })}
          </span>
        </>
      ),
    },
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ task }) => task} rows={rows} />
}
