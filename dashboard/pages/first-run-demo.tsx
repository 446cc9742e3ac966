import { useTranslation } from 'react-i18next'
import { useLoadDemo } from '../data/use-load-demo.ts'
import styles from './first-run.module.css'

/** The sample company, one button away. */
export function DemoCard() {
  const { t } = useTranslation()
  const demo = useLoadDemo()
  return (
    <section aria-labelledby="demo" className={styles.demo}>
      <div>
        <h2 id="demo">{t('first_run.demo.title')}</h2>
        <p className={styles.text}>{t('first_run.demo.text')}</p>
        <p className={styles.outcome} role="status">
          {demo.isPending && t('first_run.demo.loading')}
          {demo.error && t('first_run.demo.failed', { reason: demo.error.message })}
        </p>
        {demo.isPending && <progress aria-label={t('first_run.demo.loading')} className={styles.progress} />}
      </div>
      <button className={styles.load} disabled={demo.isPending} onClick={() => demo.mutate()} type="button">
        {t('first_run.demo.button')}
      </button>
    </section>
  )
}
