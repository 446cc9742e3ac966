import { type ReactNode, useEffect } from 'react'
import styles from './page-head.module.css'

interface Props {
  /** The finding of the page; it is also the title of the window. */
  title: string
  /** Counts, change, freshness: what the title rests on. */
  lede?: ReactNode
  /** While the title is a placeholder: keeps its room. */
  waiting?: boolean
  /** Keeps room for a title and a line below of two lines each. */
  tall?: boolean
}

/** The sentence a page opens with, and the line it rests on. */
export function PageHead({ title, lede, waiting = false, tall = false }: Props) {
  useEffect(() => {
    document.title = waiting ? 'Takehold' : `${title} · Takehold`
  }, [title, waiting])
  return (
    <div aria-busy={waiting} className={tall ? styles.tall : styles.head}>
      <h1 className={waiting ? styles.waiting : styles.title}>{title}</h1>
      {lede !== undefined && <p className={styles.lede}>{lede}</p>}
    </div>
  )
}
