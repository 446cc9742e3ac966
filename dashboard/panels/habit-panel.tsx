import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { Bar } from '../figures/bar.tsx'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { habitFinding } from '../sentences/habit-finding.ts'
import { type Habit, type Reach, shown } from '../sentences/measure-answer.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'
import { useOfWhom } from './use-of-whom.ts'

/** Height of the content in pixels. */
export const habitHeightPx = 300

interface Line {
  name: 'reach' | 'regularity' | 'range' | 'habit'
  share: number | null
  /** Of whom the share is. */
  part: number
  all: number
}

/** How many use the CRM, how often, over how much of their work, and whether it has become a habit. */
export function HabitPanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const asked = { ...query, by: 'none' }
  const habit = useMeasure('habit', asked)
  const reach = useMeasure('reach', asked)
  const ofWhom = useOfWhom()
  const [habits, reached] = [shown(habit.data?.total), shown(reach.data?.total)]
  const finding = habitFinding(habits)
  const title = finding ? say(finding) : t('habit.title')
  const none = habits?.measured === 0
  return (
    <Panel
      csv={measureUrl('habit', { ...asked, by: 'team' }, 'csv')}
      empty={habit.data && habits === null ? t('hidden') : none ? t('nobody_measured') : null}
      height={habitHeightPx}
      state={panelState([habit, reach])}
      sub={habits && ofWhom(habits.measured, habit.data?.on)}
      title={title}
    >
      {habits && reached && <Lines rows={linesOf(habits, reached)} title={title} />}
    </Panel>
  )
}

function Lines({ rows, title }: { rows: readonly Line[]; title: string }) {
  const { t } = useTranslation(['causes', 'translation'])
  const { count, percent } = useFormat()
  const columns: Column<Line>[] = [
    {
      name: t('causes:habit.what'),
      cell: ({ name }) => (
        <>
          {t(`causes:habit.line.${name}`)}
          <span className={styles.what}>{t(`causes:habit.means.${name}`)}</span>
        </>
      ),
    },
    {
      name: t('causes:habit.share'),
      look: styles.half,
      cell: ({ share }) => (
        <span className={styles.pair}>
          <Bar share={share} />
          <b>{share === null ? '–' : percent(share)}</b>
        </span>
      ),
    },
    {
      name: t('causes:habit.people'),
      number: true,
      wide: true,
      cell: ({ part, all }) => t('translation:metric.of', { part: count(part), all: count(all) }),
    },
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ name }) => name} rows={rows} />
}

function linesOf({ habit, at_habit, measured }: Habit, reach: Reach): Line[] {
  return [
    { name: 'reach', share: reach.reach, part: reach.active, all: reach.measured },
    { name: 'regularity', share: reach.regularity, part: reach.active, all: reach.measured },
    { name: 'range', share: reach.range, part: reach.profiled, all: reach.measured },
    { name: 'habit', share: habit === null ? null : habit / 100, part: at_habit, all: measured },
  ]
}
