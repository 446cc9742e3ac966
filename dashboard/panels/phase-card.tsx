import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import type { PhaseTarget } from '../../schema/routes/phases.ts'
import { Meter } from '../figures/meter.tsx'
import { NoteLine } from '../figures/note-line.tsx'
import { phaseHeadline } from '../sentences/phase-headline.ts'
import { useSay } from '../sentences/use-say.ts'
import styles from './phase.module.css'
import { PhaseFacts } from './phase-facts-line.tsx'
import type { PhaseRow } from './phase-row.ts'
import { TargetPill } from './target-pill.tsx'
import { useTargetWords } from './use-target-words.ts'

/** One phase of the list: what it is, and each target with what is missing. */
export function PhaseCard({ phase, on }: { phase: PhaseRow; on: string }) {
  const say = useSay()
  const heading = useId()
  return (
    <section aria-labelledby={heading} className={styles.card} data-panel>
      <h2 className={styles.name} id={heading}>
        <Link search={({ date }) => ({ date, phase: phase.phase })} to="/phases">
          {phase.name}
        </Link>
      </h2>
      <p className={styles.finding}>{say(phaseHeadline(phase, on, false))}</p>
      <p className={styles.sub}>
        <PhaseFacts phase={phase} />
      </p>
      {phase.live && (
        <ul className={styles.targets}>
          {phase.targets.filter(hasNumbers).map((target) => (
            <TargetLine key={target.measure} target={target} />
          ))}
        </ul>
      )}
    </section>
  )
}

const hasNumbers = ({ target, value }: PhaseTarget) => target !== null || value !== null

function TargetLine({ target }: { target: PhaseTarget }) {
  const words = useTargetWords()(target)
  return (
    <li>
      <span className={styles.measure}>
        {words.name} <TargetPill target={target} />
      </span>
      <span>
        <b className={styles.value}>{words.value}</b> <span className="dim">{words.counts}</span>
      </span>
      <Meter share={target.value} target={target.target} />
      <span className={styles.note}>
        <NoteLine parts={[words.target, words.gap && <span className="down">{words.gap}</span>]} />
      </span>
    </li>
  )
}
