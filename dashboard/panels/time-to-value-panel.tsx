import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { shown, type TimeToValue } from '../sentences/measure-answer.ts'
import { timeToValueFinding } from '../sentences/time-to-value-finding.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'

/** Height of the content in pixels. */
export const timeToValueHeightPx = 170

type Line = {
  event: 'active' | 'adopted'
  reached: number
  quarter: number | null
  half: number | null
  most: number | null
}

/** How many workdays it takes people to begin, and to be adopted. */
export function TimeToValuePanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const { date } = useFormat()
  const asked = { ...query, by: 'none' }
  const answer = useMeasure('time_to_value', asked)
  const row = shown(answer.data?.total)
  const finding = timeToValueFinding(row)
  const title = finding ? say(finding) : t('time_to_value.title')
  const on = answer.data?.on
  return (
    <Panel
      csv={measureUrl('time_to_value', { ...asked, by: 'department' }, 'csv')}
      empty={answer.data && row === null ? t('hidden') : row?.people === 0 ? t('time_to_value.empty') : null}
      height={timeToValueHeightPx}
      state={panelState([answer])}
      sub={row && on && t('time_to_value.sub', { count: row.people, day: date(on) })}
      title={title}
    >
      {row && <Lines rows={linesOf(row)} title={title} />}
      <p className={styles.remark}>{t('time_to_value.method')}</p>
    </Panel>
  )
}

function Lines({ rows, title }: { rows: readonly Line[]; title: string }) {
  const { t } = useTranslation('causes')
  const { count } = useFormat()
  const days = (value: number | null) => (value === null ? <span className="dim">–</span> : count(value))
  const columns: Column<Line>[] = [
    { name: t('time_to_value.event'), cell: ({ event }) => t(`time_to_value.${event}`) },
    { name: t('time_to_value.quarter'), number: true, cell: ({ quarter }) => days(quarter) },
    { name: t('time_to_value.half'), number: true, cell: ({ half }) => <b>{days(half)}</b> },
    { name: t('time_to_value.most'), number: true, cell: ({ most }) => days(most) },
    { name: t('time_to_value.reached'), number: true, wide: true, cell: ({ reached }) => count(reached) },
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ event }) => event} rows={rows} />
}

function linesOf(row: TimeToValue): Line[] {
  return (['active', 'adopted'] as const).map((event) => ({
    event,
    reached: row[event],
    quarter: row[`${event}_p25`],
    half: row[`${event}_median`],
    most: row[`${event}_p75`],
  }))
}
