import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LanguageSwitch } from '../controls/language-switch.tsx'
import { ThemeToggle } from '../controls/theme-toggle.tsx'
import styles from './header.module.css'

const pages = [
  { to: '/', name: 'nav.overview' },
  { to: '/people', name: 'nav.people' },
  { to: '/phases', name: 'nav.phases' },
  { to: '/sources', name: 'nav.sources' },
] as const

/** Name, pages, language and theme. The filters in the address go along from page to page. */
export function Header({ signedIn }: { signedIn: boolean }) {
  const { t } = useTranslation()
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
      {signedIn && (
        <nav aria-label={t('nav.label')} className={styles.nav} data-no-print>
          {pages.map(({ to, name }) => (
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
        <LanguageSwitch />
        <ThemeToggle />
      </div>
    </header>
  )
}
