import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Meter } from './meter.tsx'
import styles from './metric.module.css'

interface Props {
  name: string
  /** Right of the name: "target 70 %" or the state of a target. */
  hint?: ReactNode
  /** The number: "63 %", "3 of 7"; null while it is awaited. */
  big: string | null
  /** What it counts: "310 of 490 people". */
  counts: string
  /** Share that the meter fills, 0–1; null leaves it empty. */
  share: number | null
  target?: number | null | undefined
  /** Change, gap, baseline. */
  note?: ReactNode
  stale?: boolean
}

/** A number that never stands alone: with its counts, its target and what changed. */
export function Metric({ name, hint, big, counts, share, target, note, stale = false }: Props) {
  const { t } = useTranslation()
  const heading = useId()
  return (
    <section aria-busy={big === null} aria-labelledby={heading} className={styles.metric} data-panel data-stale={stale}>
      <div className={styles.name}>
        <h2 id={heading}>{name}</h2>
        <span>{hint}</span>
      </div>
      <p className={styles.big}>
        {big ?? <span className={styles.waiting}>{t('panel.loading')}</span>} <small>{counts}</small>
      </p>
      <Meter share={share} target={target ?? null} />
      <p className={styles.note}>{note}</p>
    </section>
  )
}
