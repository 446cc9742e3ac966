import styles from './place-bar.module.css'

/** Shares of one whole in their order: in the CRM, in another system, on exports; the numbers stand beside it. */
export function PlaceBar({ crm, legacy, exports }: { crm: number; legacy: number; exports: number }) {
  return (
    <div aria-hidden="true" className={styles.bar}>
      <i className={styles.crm} style={{ width: `${crm * 100}%` }} />
      <i className={styles.legacy} style={{ width: `${legacy * 100}%` }} />
      <i className={styles.exports} style={{ width: `${exports * 100}%` }} />
    </div>
  )
}
