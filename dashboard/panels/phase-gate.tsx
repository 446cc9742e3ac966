import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PhaseReport } from '../data/use-phase-report.ts'
import { NoteLine } from '../figures/note-line.tsx'
import { nextMayStart } from '../sentences/phase-headline.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './phase.module.css'
import { TargetPill } from './target-pill.tsx'
import { useTargetWords } from './use-target-words.ts'

/** Whether the next phase may start, and which target decides it. */
export function PhaseGate({ report }: { report: UseQueryResult<PhaseReport> }) {
  const { t } = useTranslation('phases')
  const say = useSay()
  const words = useTargetWords()
  const phase = report.data?.phase
  const verdict = phase ? nextMayStart(phase) : null
  const targets = (phase?.targets ?? []).filter(({ target }) => target !== null)
  return (
    <Panel
      empty={phase && verdict === null ? t('gate_empty') : null}
      height={280}
      state={panelState([report])}
      sub={t('gate_sub')}
      title={t('gate_title')}
    >
      <p className={styles.verdict}>{verdict && say(verdict)}</p>
      <ul className={styles.gate}>
        {targets.map((target) => {
          const said = words(target)
          return (
            <li key={target.measure}>
              <span>{said.name}</span>
              <TargetPill target={target} />
              <span className={styles.note}>
                <NoteLine parts={[said.value, said.target, said.gap]} />
              </span>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
