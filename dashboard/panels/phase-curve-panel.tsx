import type { UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { PhaseCurveChart } from '../charts/phase-curve-chart.tsx'
import type { PhaseReport } from '../data/use-phase-report.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { curveFinding } from '../sentences/curve-finding.ts'
import type { NamedCurve } from '../sentences/phase-facts.ts'
import { rulesFinding } from '../sentences/rules-finding.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './phase.module.css'

const heightPx = 280
const none: NamedCurve[] = []

/** Adoption by weeks since go-live over the earlier phases, with the projection. */
export function PhaseCurvePanel({ report }: { report: UseQueryResult<PhaseReport> }) {
  const { t } = useTranslation('phases')
  const say = useSay()
  const { data } = report
  const current = useMemo(
    () => data && { name: data.phase.name, go_live: data.phase.go_live, curve: data.curve },
    [data],
  )
  const earlier = data?.earlier ?? none
  const adoption = data?.phase.targets.find(({ measure }) => measure === 'adoption')
  const finding = current ? curveFinding(current, earlier) : null
  const title = finding ? say(finding) : t('curve_title')
  const drawn = [
    finding && t('curve_title'),
    earlier.length > 0 && t('curve_earlier'),
    adoption?.projection && t('curve_projected'),
  ]
  const rules = rulesFinding(data?.curve ?? [])
  return (
    <Panel
      empty={data && !data.curve.some(({ rate }) => rate !== null) ? t('curve_empty') : null}
      footer={rules && <p className={styles.note}>{say(rules)}</p>}
      height={heightPx}
      state={panelState([report])}
      sub={drawn.filter(Boolean).join(' · ')}
      table={data && <CurveTable report={data} title={title} />}
      title={title}
    >
      {current && (
        <PhaseCurveChart
          earlier={earlier}
          height={heightPx}
          label={title}
          phase={current}
          projection={adoption?.projection ?? null}
          target={adoption?.target ?? null}
        />
      )}
    </Panel>
  )
}

type Point = PhaseReport['curve'][number]

function CurveTable({ report, title }: { report: PhaseReport; title: string }) {
  const { t } = useTranslation('phases')
  const { count, date, percent } = useFormat()
  const number = (value: number | null) => (value === null ? '–' : count(value))
  const columns: Column<Point>[] = [
    { name: t('week'), cell: ({ week }) => count(week) },
    {
      name: t('week_end'),
      wide: true,
      cell: ({ period, partial }) => `${date(period)}${partial ? ` ${t('not_over')}` : ''}`,
    },
    { name: t('measure.adoption'), number: true, cell: ({ rate }) => (rate === null ? '–' : percent(rate)) },
    { name: t('adopted'), number: true, cell: ({ adopted }) => number(adopted) },
    { name: t('measured'), number: true, cell: ({ measured }) => number(measured) },
  ]
  return (
    <DataTable caption={title} columns={columns} rowKey={({ period }) => period} rows={report.curve.toReversed()} />
  )
}
