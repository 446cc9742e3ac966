import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../data/use-session.ts'
import styles from './records-link.module.css'

/** A number of a department as the way to its people, for viewers who see names; else the number alone. */
export function PeopleLink({ department, children }: { department: string; children: ReactNode }) {
  const { t } = useTranslation('records')
  const { data: session } = useSession()
  // A list cannot be narrowed to those without a department.
  if (!session?.names || department === '') return children
  return (
    <Link
      className={styles.number}
      search={({ date, phase }) => ({ date, phase, department })}
      title={t('show_people', { department, interpolation: { escapeValue: false } })}
      to="/people"
    >
      {children}
    </Link>
  )
}
