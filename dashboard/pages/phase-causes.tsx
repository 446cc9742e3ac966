import { useTranslation } from 'react-i18next'
import type { MeasureQuery } from '../data/use-measure.ts'
import { RetentionPanel, retentionHeightPx } from '../panels/retention-panel.tsx'
import { TasksPanel, tasksHeightPx } from '../panels/tasks-panel.tsx'
import { TimeToValuePanel, timeToValueHeightPx } from '../panels/time-to-value-panel.tsx'
import { TrainingPanel, trainingHeightPx } from '../panels/training-panel.tsx'
import { WhenSeen } from '../panels/when-seen.tsx'
import styles from './phases.module.css'

/** What carries a phase: training, the time it takes, who keeps coming, which tasks are done. Not on paper: the report is one page. */
export function PhaseCauses({ query, ready }: { query: MeasureQuery; ready: boolean }) {
  const { t } = useTranslation('causes')
  return (
    <div data-no-print>
      <div className={styles.causes}>
        <WhenSeen height={trainingHeightPx} ready={ready} title={t('training.title')}>
          <TrainingPanel query={query} />
        </WhenSeen>
        <WhenSeen height={timeToValueHeightPx} ready={ready} title={t('time_to_value.title')}>
          <TimeToValuePanel query={query} />
        </WhenSeen>
        <WhenSeen height={retentionHeightPx} ready={ready} title={t('retention.title')}>
          <RetentionPanel query={query} />
        </WhenSeen>
        <WhenSeen height={tasksHeightPx} ready={ready} title={t('tasks.title')}>
          <TasksPanel query={query} />
        </WhenSeen>
      </div>
    </div>
  )
}
