import type { ReactNode } from 'react'
import styles from './pill.module.css'

/** A state in one word, coloured by how good it is. */
export function Pill({ tone, children }: { tone: 'ok' | 'warn' | 'bad' | 'plain'; children: ReactNode }) {
  return <span className={`${styles.pill} ${styles[tone]}`}>{children}</span>
}
