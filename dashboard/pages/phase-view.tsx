import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../data/api-problem.ts'
import { useMeasure } from '../data/use-measure.ts'
import { type PhaseReport, usePhaseReport } from '../data/use-phase-report.ts'
import { usePhases } from '../data/use-phases.ts'
import { PageHead } from '../layout/page-head.tsx'
import { DepartmentsPanel } from '../panels/departments-panel.tsx'
import { PhaseActions } from '../panels/phase-actions.tsx'
import { PhaseCurvePanel } from '../panels/phase-curve-panel.tsx'
import { PhaseFacts } from '../panels/phase-facts-line.tsx'
import { PhaseGate } from '../panels/phase-gate.tsx'
import { PhaseTargetMetric } from '../panels/phase-target-metric.tsx'
import { phaseHeadline } from '../sentences/phase-headline.ts'
import { phaseLede } from '../sentences/phase-lede.ts'
import { useSay } from '../sentences/use-say.ts'
import { PhaseCauses } from './phase-causes.tsx'
import styles from './phases.module.css'

/** The report of one phase: targets, curve, departments, and whether the next one may start. Prints on one page. */
export function PhaseView({ phase, on }: { phase: string; on: string | undefined }) {
  const { t } = useTranslation('phases')
  const report = usePhaseReport(phase, on)
  const phases = usePhases(on)
  const query = { on, phase }
  const departments = useMeasure('adoption', { ...query, by: 'department' })
  const coverage = useMeasure('coverage', query)
  // With a later phase live already, nothing waits for this one.
  const after = phases.data?.rows.some(({ live, go_live }) => live && go_live > (report.data?.phase.go_live ?? ''))
  const decidesNext = report.data?.phase.live === true && after === false
  if (report.error && !report.data) return <Missing error={report.error} />
  return (
    <div className={styles.report}>
      <Head decidesNext={decidesNext} report={report.data} />
      <div className={styles.targets}>
        {report.data?.phase.targets.map((target) => (
          <PhaseTargetMetric key={target.measure} quality={report.data.quality} target={target} />
        ))}
      </div>
      <div className={decidesNext ? styles.two : styles.one}>
        <PhaseCurvePanel report={report} />
        {decidesNext && <PhaseGate report={report} />}
      </div>
      <div className={styles.departments}>
        <DepartmentsPanel coverage={coverage} departments={departments} query={query} />
      </div>
      <PhaseActions report={report} />
      <PhaseCauses query={query} ready={!report.isPending && !departments.isPending} />
      <p className={styles.print} data-no-print>
        <Link search={({ date }) => ({ date })} to="/phases">
          {t('back')}
        </Link>
        <button className={styles.button} onClick={() => window.print()} type="button">
          {t('print')}
        </button>
      </p>
    </div>
  )
}

function Head({ report, decidesNext }: { report: PhaseReport | undefined; decidesNext: boolean }) {
  const { t } = useTranslation('phases')
  const say = useSay()
  if (!report) return <PageHead title={t('waiting')} waiting />
  const { phase, on } = report
  return (
    <PageHead
      lede={
        <>
          {say(phaseLede(phase, on))}
          <PhaseFacts on={on} phase={phase} />
        </>
      }
      title={say(phaseHeadline(phase, on, decidesNext))}
    />
  )
}

function Missing({ error }: { error: Error }) {
  const { t } = useTranslation('phases')
  const status = error instanceof ApiProblem ? error.status : 0
  const kind = status === 404 ? 'unknown' : status === 403 ? 'refused' : null
  return <PageHead lede={kind ? t(`${kind}.lede`) : error.message} title={kind ? t(`${kind}.title`) : t('failed')} />
}
