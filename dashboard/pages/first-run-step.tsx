import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './first-run.module.css'

interface Props {
  number: number
  title: string
  text: string
  /** What has come in of it; null while nothing has. */
  arrived: string | null
  children: ReactNode
}

/** One step, with what has arrived of it. */
export function FirstRunStep({ number, title, text, arrived, children }: Props) {
  const { t } = useTranslation()
  return (
    <li className={styles.step} data-done={arrived !== null}>
      <div className={styles.top}>
        <span aria-hidden="true" className={styles.number}>
          {number}
        </span>
        <h2>{title}</h2>
        <span className={styles.state} role="status">
          {arrived ?? t('first_run.waiting')}
        </span>
      </div>
      <p className={styles.text}>{text}</p>
      {children}
    </li>
  )
}
