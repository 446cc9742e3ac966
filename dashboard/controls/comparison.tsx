import { useTranslation } from 'react-i18next'
import styles from './chip.module.css'

/** "Compared with four weeks before": what every change on the page is measured against. */
export function Comparison() {
  const { t } = useTranslation()
  return (
    <span className={styles.plain}>
      {t('controls.compared_with')}&nbsp;<b>{t('controls.four_weeks')}</b>
    </span>
  )
}
