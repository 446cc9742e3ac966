import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { Bar } from '../figures/bar.tsx'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { lifecycleFinding } from '../sentences/lifecycle-finding.ts'
import { type Lifecycle, shownRows } from '../sentences/measure-answer.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'
import { useWeekColumn } from './use-week-column.tsx'

/** Height of the content in pixels. */
export const lifecycleHeightPx = 330

const weeksShown = 8
const places = ['new', 'retained', 'resurrected', 'lapsed_now', 'still_lapsed', 'never', 'not_expected'] as const
const brief: readonly string[] = ['new', 'resurrected', 'lapsed_now']

/** Who comes, stays, stops and comes back, week by week. */
export function LifecyclePanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const { on, ...filters } = query
  const asked: MeasureQuery = { ...filters, to: on, grain: 'week', by: 'none' }
  const lifecycle = useMeasure('lifecycle', asked)
  const weeks = shownRows(lifecycle.data?.rows ?? []).filter(({ expected }) => expected > 0)
  const finding = lifecycleFinding(weeks)
  const title = finding ? say(finding) : t('lifecycle.title')
  const hidden = lifecycle.data?.rows.some((row) => 'suppressed' in row)
  const newest = weeks.toReversed()
  return (
    <Panel
      csv={measureUrl('lifecycle', asked, 'csv')}
      empty={lifecycle.data && weeks.length === 0 ? t(hidden ? 'hidden' : 'lifecycle.empty') : null}
      height={lifecycleHeightPx}
      state={panelState([lifecycle])}
      sub={t('lifecycle.sub')}
      table={<Weeks rows={newest} title={title} />}
      title={title}
    >
      <Weeks bars rows={newest.slice(0, weeksShown)} title={title} />
    </Panel>
  )
}

interface WeeksProps {
  rows: readonly Lifecycle[]
  title: string
  bars?: boolean
}

function Weeks({ rows, title, bars = false }: WeeksProps) {
  const { t } = useTranslation(['causes', 'translation'])
  const { count } = useFormat()
  const week = useWeekColumn<Lifecycle>()
  const active = (row: Lifecycle) => row.new + row.retained + row.resurrected
  const columns: Column<Lifecycle>[] = [
    week,
    ...(bars
      ? [
          {
            name: t('causes:lifecycle.bar'),
            wide: true,
            look: styles.thin,
            cell: (row: Lifecycle) => <Bar share={active(row) / row.expected} />,
          },
          {
            name: t('causes:lifecycle.active'),
            number: true,
            cell: (row: Lifecycle) =>
              t('translation:metric.of', { part: count(active(row)), all: count(row.expected) }),
          },
        ]
      : []),
    ...places.map((place) => ({
      name: t(`causes:lifecycle.place.${place}`),
      number: true,
      wide: !brief.includes(place),
      cell: (row: Lifecycle) => <Count bad={place === 'lapsed_now'} said={count(row[place])} zero={row[place] === 0} />,
    })),
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ period }) => period} rows={rows} />
}

function Count({ said, zero, bad }: { said: string; zero: boolean; bad: boolean }) {
  return <span className={zero ? 'dim' : bad ? 'down' : undefined}>{said}</span>
}
