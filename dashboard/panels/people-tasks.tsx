import { useTranslation } from 'react-i18next'
import type { Params } from '../data/request.ts'
import { peopleTasksFirstRows, peopleTasksUrl, usePeopleTasks } from '../data/use-people-tasks.ts'
import { useFormat } from '../format/use-format.ts'
import { peopleTasksFinding } from '../sentences/people-tasks-finding.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './people-tasks.module.css'
import { PeopleTasksTable } from './people-tasks-table.tsx'

const headPx = 24
const rowPx = 62
const morePx = 50

/** Height of the content in pixels that so many people will take; on a phone, where rows grow with tasks, at least. */
export function peopleTasksHeightPx(people: number): number {
  const rows = Math.min(people, peopleTasksFirstRows)
  return headPx + rows * rowPx + (people > rows ? morePx : 0)
}

/** Each person beside each core task: done in the CRM, elsewhere or not at all; who did fewest first. */
export function PeopleTasks({ query, height }: { query: Params; height: number }) {
  const { t } = useTranslation('people')
  const say = useSay()
  const { shortDate } = useFormat()
  const answer = usePeopleTasks(query)
  const first = answer.data?.first
  const finding = first ? peopleTasksFinding(first) : null
  const title = finding ? say(finding) : t('matrix.title')
  return (
    <Panel
      csv={peopleTasksUrl({ ...query, format: 'csv' })}
      empty={first?.total === 0 ? t('matrix.empty') : null}
      footer={<p className={styles.footer}>{t('matrix.elsewhere')}</p>}
      height={height}
      state={panelState([answer])}
      sub={first && t('matrix.sub', { count: first.total, day: shortDate(first.on) })}
      title={title}
    >
      {answer.data && <PeopleTasksTable rows={answer.data.rows} tasks={answer.data.first.tasks} title={title} />}
      {answer.hasNextPage && (
        <button
          className={styles.more}
          disabled={answer.isFetchingNextPage}
          onClick={() => void answer.fetchNextPage()}
          type="button"
        >
          {t('matrix.more')}
        </button>
      )}
    </Panel>
  )
}
