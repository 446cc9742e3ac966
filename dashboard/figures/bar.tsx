import styles from './bar.module.css'

/** A share as a bar; the number stands beside it. */
export function Bar({ share }: { share: number | null }) {
  return (
    <div aria-hidden="true" className={styles.bar}>
      <i style={{ width: `${(share ?? 0) * 100}%` }} />
    </div>
  )
}
