import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { ScrollArea } from '../figures/scroll-area.tsx'
import { useFormat } from '../format/use-format.ts'
import { shownRows } from '../sentences/measure-answer.ts'
import { type Leader, pulseFinding } from '../sentences/pulse-finding.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'
import { StatePill } from './state-pill.tsx'

/** Height of the content in pixels. */
export const pulseHeightPx = 320

/** Whether those who lead use the CRM themselves, beside the adoption of their people; shows names, so it is logged. */
export function PulsePanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const { shortDate } = useFormat()
  const asked = { ...query, by: 'manager' }
  const pulse = useMeasure('pulse', asked)
  const rows = shownRows(pulse.data?.rows ?? [])
  const finding = pulseFinding(rows)
  const title = finding ? say(finding) : t('pulse.title')
  const on = pulse.data?.on
  return (
    <Panel
      csv={measureUrl('pulse', asked, 'csv')}
      empty={pulse.data && rows.length === 0 ? t('pulse.empty') : null}
      height={pulseHeightPx}
      state={panelState([pulse])}
      sub={on && t('pulse.sub', { day: shortDate(on) })}
      title={title}
    >
      <ScrollArea label={title}>
        <Leaders rows={rows.toSorted(byAbsence)} title={title} />
      </ScrollArea>
      <p className={styles.remark}>{t('pulse.logged')}</p>
    </Panel>
  )
}

function Leaders({ rows, title }: { rows: readonly Leader[]; title: string }) {
  const { t } = useTranslation('causes')
  const { count, percent } = useFormat()
  const columns: Column<Leader>[] = [
    {
      name: t('pulse.leader'),
      cell: (row) => (
        <>
          <Link className={styles.link} search={(before) => ({ ...before, person: row.manager })} to="/people">
            {row.manager}
          </Link>
          <span className={styles.what}>
            {row.kind === 'sponsor' ? t('pulse.kind.sponsor') : t('pulse.kind.manager')}
          </span>
        </>
      ),
    },
    { name: t('pulse.state'), wide: true, cell: ({ state }) => state && <StatePill state={state} /> },
    {
      name: t('pulse.days'),
      number: true,
      cell: (row) => t('pulse.of', { active: count(row.active_days), all: count(row.expected_days) }),
    },
    {
      name: t('pulse.since'),
      number: true,
      wide: true,
      cell: ({ expected_days_since: days }) =>
        days === null ? <span className="down">{t('pulse.never')}</span> : count(days),
    },
    {
      name: t('pulse.people'),
      number: true,
      cell: ({ rate, adopted, measured }) =>
        rate === null ? (
          '–'
        ) : (
          <>
            <b>{percent(rate)}</b>{' '}
            <span className={styles.counts}>{t('pulse.of', { active: count(adopted), all: count(measured) })}</span>
          </>
        ),
    },
  ]
  return (
    <DataTable caption={title} columns={columns} rowKey={({ kind, manager }) => `${kind} ${manager}`} rows={rows} />
  )
}

// Sponsors first, then who has been away longest; who never came before all others.
function byAbsence(a: Leader, b: Leader): number {
  const away = ({ expected_days_since: days }: Leader) => days ?? Number.MAX_SAFE_INTEGER
  return b.kind.localeCompare(a.kind) || away(b) - away(a) || a.manager.localeCompare(b.manager)
}
