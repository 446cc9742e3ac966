import { useTranslation } from 'react-i18next'
import { useIsRestarting } from '../data/use-is-restarting.ts'
import { useStatus } from '../data/use-status.ts'
import styles from './notices.module.css'

/** What holds for the whole page for a while: the store restarts. */
export function Notices() {
  const { t } = useTranslation()
  const status = useStatus()
  const restarting = useIsRestarting() || status.data?.store === 'restarting'
  return (
    <div aria-live="polite" className={styles.notices}>
      {restarting && <p className={styles.notice}>{t('notice.restarting')}</p>}
    </div>
  )
}
