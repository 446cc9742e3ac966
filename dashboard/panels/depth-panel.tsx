import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { BandBar, BandLegend } from '../figures/band-bar.tsx'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { concentrationFinding } from '../sentences/concentration-finding.ts'
import { type Concentration, type Stickiness, shown, shownRows } from '../sentences/measure-answer.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'
import { useOfWhom } from './use-of-whom.ts'
import { useWeekColumn } from './use-week-column.tsx'

/** Height of the content in pixels. */
export const depthHeightPx = 400

const weeksShown = 6
const bands = ['above_75', 'up_to_75', 'up_to_50', 'up_to_25', 'none'] as const

/** Whether many work in the CRM or a few for all, and how much of their week people spend with it. */
export function DepthPanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const ofWhom = useOfWhom()
  const { on, ...filters } = query
  const concentration = useMeasure('concentration', { ...query, by: 'none' })
  const asked: MeasureQuery = { ...filters, to: on, grain: 'week', by: 'none' }
  const stickiness = useMeasure('stickiness', asked)
  const total = shown(concentration.data?.total)
  const finding = concentrationFinding(total)
  const title = finding ? say(finding) : t('depth.title')
  const weeks = shownRows(stickiness.data?.rows ?? []).filter(({ expected }) => expected > 0)
  const hidden = concentration.data && total === null
  const newest = weeks.toReversed()
  return (
    <Panel
      csv={measureUrl('stickiness', asked, 'csv')}
      empty={hidden ? t('hidden') : stickiness.data && weeks.length === 0 ? t('depth.empty') : null}
      height={depthHeightPx}
      state={panelState([concentration, stickiness])}
      sub={total && ofWhom(total.measured, concentration.data?.on)}
      table={<Weeks rows={newest} title={title} />}
      title={title}
    >
      {total && <Counts total={total} />}
      <h3 className={styles.subhead}>{t('depth.subhead')}</h3>
      <Weeks bars rows={newest.slice(0, weeksShown)} title={title} />
      <BandLegend names={bands.map((band) => t(`depth.${band}`))} />
    </Panel>
  )
}

function Counts({ total }: { total: Concentration }) {
  const { t } = useTranslation('causes')
  const { count, hundredths } = useFormat()
  const { top_people, top_actions, measured, actions, gini } = total
  // One person is no group to speak of.
  if (top_actions === null || gini === null || top_people < 2) return null
  const values = { top: count(top_people), people: count(measured), part: count(top_actions), all: count(actions) }
  return <p className={styles.note}>{t('depth.counts', { ...values, gini: hundredths(gini) })}</p>
}

interface WeeksProps {
  rows: readonly Stickiness[]
  title: string
  bars?: boolean
}

function Weeks({ rows, title, bars = false }: WeeksProps) {
  const { t } = useTranslation('causes')
  const { count } = useFormat()
  const week = useWeekColumn<Stickiness>()
  const named = (row: Stickiness) => bands.map((band) => ({ name: t(`depth.${band}`), count: row[band] }))
  const said = (row: Stickiness) =>
    named(row)
      .map((band) => `${band.name}: ${count(band.count)}`)
      .join(', ')
  const numbers = (bars ? (['above_75', 'none'] as const) : bands).map(
    (band): Column<Stickiness> => ({
      name: t(`depth.${band}`),
      number: true,
      wide: !bars && band !== 'above_75' && band !== 'none',
      cell: (row) => count(row[band]),
    }),
  )
  const columns: Column<Stickiness>[] = [
    week,
    ...(bars
      ? [
          {
            name: t('depth.bar'),
            look: styles.bar,
            cell: (row: Stickiness) => <BandBar bands={named(row)} label={said(row)} />,
          },
        ]
      : [{ name: t('depth.expected'), number: true, cell: (row: Stickiness) => count(row.expected) }]),
    ...numbers,
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ period }) => period} rows={rows} />
}
