import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../schema/routes/role.ts'
import { LanguageSwitch } from '../controls/language-switch.tsx'
import { ThemeToggle } from '../controls/theme-toggle.tsx'
import { useFeedback } from '../data/use-feedback.ts'
import { useSession } from '../data/use-session.ts'
import { useStatus } from '../data/use-status.ts'
import styles from './header.module.css'

const everyone = ['admin', 'program_manager', 'sponsor', 'steward', 'lead', 'person'] as const satisfies readonly Role[]

/** The pages and the roles whose questions they may ask. */
const pages: readonly { to: PagePath; name: PageName; roles: readonly Role[] }[] = [
  { to: '/', name: 'nav.overview', roles: everyone },
  { to: '/people', name: 'nav.people', roles: everyone },
  { to: '/records', name: 'records:nav', roles: ['admin', 'lead', 'person'] },
  { to: '/phases', name: 'nav.phases', roles: everyone.filter((role) => role !== 'person') },
  { to: '/sources', name: 'nav.sources', roles: ['admin', 'program_manager', 'steward'] },
  { to: '/feedback', name: 'feedback:nav', roles: everyone },
]

type PagePath = '/' | '/people' | '/records' | '/phases' | '/sources' | '/feedback'
type PageName = 'nav.overview' | 'nav.people' | 'records:nav' | 'nav.phases' | 'nav.sources' | 'feedback:nav'

/** Name, pages, language and theme. The filters in the address go along from page to page. */
export function Header() {
  const { t } = useTranslation(['translation', 'records', 'feedback'])
  const { data: status } = useStatus()
  const { data: session } = useSession()
  const { data: feedback } = useFeedback()
  const isAsked = feedback?.may_answer === true && feedback.question !== null
  const seen = pages.filter(
    ({ to, roles }) => session && roles.includes(session.role) && (to !== '/feedback' || isAsked),
  )
  return (
    <header className={styles.top}>
      <span className={styles.mark}>
        <svg aria-hidden="true" height="18" viewBox="0 0 16 16" width="18">
          <rect fill="var(--s-adopted)" height="16" rx="4" width="16" />
          <path d="M8 8 0 4.6V12a4 4 0 0 0 4 4h.6Z" fill="var(--line)" />
          <path d="M8 8 4.6 16H10Z" fill="var(--s-occasional)" />
        </svg>
        Takehold
      </span>
      {session !== null && (
        <nav aria-label={t('nav.label')} className={styles.nav} data-no-print>
          {seen.map(({ to, name }) => (
            <Link
              activeOptions={{ exact: true, includeSearch: false }}
              activeProps={{ className: styles.here }}
              key={to}
              search={({ date, department, team, phase }) => ({ date, department, team, phase })}
              to={to}
            >
              {t(name)}
            </Link>
          ))}
        </nav>
      )}
      <div className={styles.right} data-no-print>
        {status?.generated && (
          <span className={styles.sample} title={t('notice.sample')}>
            {t('notice.sample_short')}
          </span>
        )}
        <LanguageSwitch />
        <ThemeToggle />
      </div>
    </header>
  )
}
