import styles from './metric.module.css'

interface Props {
  /** 0–1; null draws an empty meter. */
  share: number | null
  target: number | null
}

/** How full, with a line where the target is. It repeats a number that stands beside it, so it is not read out. */
export function Meter({ share, target }: Props) {
  return (
    <div aria-hidden="true" className={styles.meter}>
      <i style={{ width: `${(share ?? 0) * 100}%` }} />
      {target !== null && <b style={{ left: `${Math.min(1, target) * 100}%` }} />}
    </div>
  )
}
