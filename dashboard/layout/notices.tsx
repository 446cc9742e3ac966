import { useTranslation } from 'react-i18next'
import { useIsRestarting } from '../data/use-is-restarting.ts'
import { useStatus } from '../data/use-status.ts'
import styles from './notices.module.css'

/** What holds for the whole page: the store restarts, or the data is the sample company's. */
export function Notices() {
  const { t } = useTranslation()
  const status = useStatus()
  const restarting = useIsRestarting() || status.data?.store === 'restarting'
  return (
    <div aria-live="polite" className={styles.notices}>
      {restarting && <p className={styles.notice}>{t('notice.restarting')}</p>}
      {status.data?.generated && <p className={styles.sample}>{t('notice.sample')}</p>}
    </div>
  )
}
