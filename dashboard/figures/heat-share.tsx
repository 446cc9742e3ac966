import { useFormat } from '../format/use-format.ts'
import styles from './heat-share.module.css'

// More of the accent than this and the number in it would be hard to read.
const deepestPercent = 45

/** A share as a number on a ground that deepens with it. */
export function HeatShare({ share }: { share: number }) {
  const { percent } = useFormat()
  const depth = Math.round(share * deepestPercent)
  return (
    <span
      className={styles.cell}
      style={{ backgroundColor: `color-mix(in srgb, var(--accent) ${depth}%, transparent)` }}
    >
      {percent(share)}
    </span>
  )
}
