import styles from './shift-bar.module.css'

interface Props {
  /** Where the shift begins and ends, 0–1 of the width. */
  from: number
  to: number
  /** A place instead of a shift: where the change begins and where it ends. */
  place?: boolean
}

/** One step of a change as a bar that hangs where the step before ended; the number stands beside it. */
export function ShiftBar({ from, to, place = false }: Props) {
  const look = place ? styles.place : to === from ? styles.none : to < from ? styles.down : styles.up
  const left = Math.min(from, to) * 100
  const width = Math.abs(to - from) * 100
  return (
    <div aria-hidden="true" className={styles.track}>
      <i className={look} style={{ left: `${left}%`, width: `${width}%` }} />
    </div>
  )
}
