import { Outlet, useMatchRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '../data/use-session.ts'
import { canMeasure, useStatus } from '../data/use-status.ts'
import { FirstRunPage } from '../pages/first-run-page.tsx'
import { SignInPage } from '../pages/sign-in-page.tsx'
import { Alarms } from './alarms.tsx'
import { Header } from './header.tsx'
import { Notices } from './notices.tsx'
import styles from './shell.module.css'

/** The frame of every page: skip link, header, notices, and whichever of sign-in, first run or page is due. */
export function Shell() {
  const { t } = useTranslation()
  const session = useSession()
  const signedIn = session.data != null
  return (
    <>
      <a className={styles.skip} href="#content">
        {t('shell.skip')}
      </a>
      <Header />
      <Notices />
      <Alarms />
      <main className={styles.main} id="content" tabIndex={-1}>
        {session.data === null ? <SignInPage /> : <Page signedIn={signedIn} />}
      </main>
    </>
  )
}

function Page({ signedIn }: { signedIn: boolean }) {
  const { t } = useTranslation()
  const status = useStatus()
  const onSources = useMatchRoute()({ to: '/sources' }) !== false
  if (!signedIn || !status.data) {
    return (
      <p className={styles.waiting} role="status">
        {t('shell.loading')}
      </p>
    )
  }
  return !canMeasure(status.data) && !onSources ? <FirstRunPage status={status.data} /> : <Outlet />
}
