import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { personStates } from '../../schema/person-state.ts'
import { AdoptionTrendChart } from '../charts/adoption-trend-chart.tsx'
import { useDimensions } from '../data/use-dimensions.ts'
import { measureUrl } from '../data/use-measure.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { Legend } from '../figures/legend.tsx'
import { useFormat } from '../format/use-format.ts'
import type { Overview } from '../pages/use-overview.ts'
import { type AdoptionPeriod, shownRows } from '../sentences/measure-answer.ts'
import { trendFinding } from '../sentences/trend-finding.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'
import { TrendNotes } from './trend-notes.tsx'

const heightPx = 340
const nothing: never[] = []

/** Adoption over half a year: people by state per week, with the go-lives and the target. */
export function TrendPanel({ adoption, trend, query }: Pick<Overview, 'adoption' | 'trend' | 'query'>) {
  const { t } = useTranslation()
  const say = useSay()
  const format = useFormat()
  const { data: dimensions } = useDimensions(query.on)
  const rows = trend.data?.rows ?? nothing
  const periods = useMemo(() => shownRows(rows).filter(({ eligible }) => eligible > 0), [rows])
  const last = periods.at(-1)
  const finding = adoption.data ? trendFinding(adoption.data, adoption.data.compare) : null
  const title = finding ? say(finding) : t('trend.title')
  const sub = last && [
    t('trend.sub', { weekday: format.weekday(last.period) }),
    ...(last.partial ? [t('trend.partial')] : []),
  ]
  return (
    <Panel
      csv={measureUrl('adoption_trend', { to: query.on, grain: 'week', ...filtersOf(query) }, 'csv')}
      empty={periods.length === 0 ? t('trend.empty') : null}
      footer={
        <>
          <Legend />
          <TrendNotes points={shownRows(rows)} />
        </>
      }
      height={heightPx}
      state={panelState([trend, adoption])}
      sub={sub?.join(t('panel.semicolon'))}
      table={<Weeks periods={periods} title={title} />}
      title={title}
    >
      <AdoptionTrendChart
        goLives={dimensions?.phases ?? nothing}
        height={heightPx}
        label={title}
        periods={periods}
        target={last?.target ?? null}
      />
    </Panel>
  )
}

function Weeks({ periods, title }: { periods: AdoptionPeriod[]; title: string }) {
  const { t } = useTranslation()
  const { count, date, percent } = useFormat()
  const columns: Column<AdoptionPeriod>[] = [
    {
      name: t('trend.week_to'),
      look: styles.nowrap,
      cell: (row) => `${date(row.period)}${row.partial ? ` ${t('trend.not_over')}` : ''}`,
    },
    {
      name: t('measure.adoption'),
      number: true,
      cell: ({ rate, target }) => (rate === null ? '–' : percent(rate, target)),
    },
    { name: t('column.measured'), number: true, wide: true, cell: (row) => count(row.measured) },
    ...personStates.map((state) => ({
      name: t(`state.${state}`),
      number: true,
      wide: state !== 'adopted',
      cell: (row: AdoptionPeriod) => count(row[state]),
    })),
  ]
  return <DataTable caption={title} columns={columns} rowKey={(row) => row.period} rows={periods.toReversed()} />
}

function filtersOf({ department, team, phase }: Overview['query']) {
  return { department, team, phase }
}
