import { useTranslation } from 'react-i18next'
import type { MeasureQuery } from '../data/use-measure.ts'
import { HabitPanel, habitHeightPx } from '../panels/habit-panel.tsx'
import { LifecyclePanel, lifecycleHeightPx } from '../panels/lifecycle-panel.tsx'
import { TasksPanel, tasksHeightPx } from '../panels/tasks-panel.tsx'
import { WhenSeen } from '../panels/when-seen.tsx'
import styles from './people.module.css'

/** The people as a group: where they get stuck, how they come and go, and whether it has become a habit. */
export function PeopleCauses({ query, ready }: { query: MeasureQuery; ready: boolean }) {
  const { t } = useTranslation('causes')
  return (
    <>
      <h2 className={styles.group}>{t('group')}</h2>
      <div className={styles.two}>
        <WhenSeen height={tasksHeightPx} ready={ready} title={t('tasks.title')}>
          <TasksPanel query={query} />
        </WhenSeen>
        <WhenSeen height={habitHeightPx} ready={ready} title={t('habit.title')}>
          <HabitPanel query={query} />
        </WhenSeen>
      </div>
      <div className={styles.alone}>
        <WhenSeen height={lifecycleHeightPx} ready={ready} title={t('lifecycle.title')}>
          <LifecyclePanel query={query} />
        </WhenSeen>
      </div>
    </>
  )
}
