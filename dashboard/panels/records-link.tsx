import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../data/use-session.ts'
import type { RecordsSearch } from '../pages/records-search.ts'
import styles from './records-link.module.css'

interface Props extends Pick<RecordsSearch, 'measure' | 'condition' | 'object' | 'field' | 'tier'> {
  /** How many records the list holds, for those who hear the link. */
  count: number
  children: ReactNode
}

/** A number of the Overview as the way to the records behind it, for viewers who may see them; else the number alone. */
export function RecordsLink({ count, children, ...narrow }: Props) {
  const { t } = useTranslation('records')
  const { data: session } = useSession()
  if (!session?.names || count === 0) return children
  return (
    <Link
      className={styles.number}
      search={({ date, department }) => ({ date, department, ...narrow })}
      title={t('show', { count })}
      to="/records"
    >
      {children}
    </Link>
  )
}
