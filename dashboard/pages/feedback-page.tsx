import { useTranslation } from 'react-i18next'
import { useFeedback } from '../data/use-feedback.ts'
import { useSession } from '../data/use-session.ts'
import { useFormat } from '../format/use-format.ts'
import { PageHead } from '../layout/page-head.tsx'
import { FeedbackForm } from '../panels/feedback-form.tsx'
import styles from './feedback.module.css'

/** The one question that people are asked at a time: their answer, and who sees what of it. */
export function FeedbackPage() {
  const { t } = useTranslation(['feedback', 'translation'])
  const { date } = useFormat()
  const { data: session } = useSession()
  const { data: feedback, error } = useFeedback()
  if (!session) return null
  if (session.person_id === null) {
    return <PageHead lede={t('feedback:nobody.lede')} title={t('feedback:nobody.title')} />
  }
  if (error && !feedback) return <PageHead lede={error.message} title={t('feedback:failed')} />
  if (!feedback) return <PageHead title={t('translation:shell.loading')} waiting />
  if (feedback.question === null) return <PageHead lede={t('feedback:none.lede')} title={t('feedback:none.title')} />
  const { own, floor, sponsor_floor } = feedback
  const lede = own === null ? t('feedback:lede') : t('feedback:lede_answered', { day: date(own.on) })
  return (
    <>
      <PageHead lede={lede} title={feedback.question} />
      <div className={styles.columns}>
        <FeedbackForm feedback={{ ...feedback, question: feedback.question }} />
        <section aria-labelledby="who" className={styles.who}>
          <h2 id="who">{t('feedback:who.title')}</h2>
          <ul>
            <li>{t('feedback:who.stored')}</li>
            <li>{t('feedback:who.counts')}</li>
            <li>
              {floor > 1 ? t('feedback:who.floor', { floor, sponsors: sponsor_floor }) : t('feedback:who.no_floor')}
            </li>
            {floor > 1 && <li>{t('feedback:who.admin')}</li>}
            <li>{t('feedback:who.free')}</li>
          </ul>
        </section>
      </div>
    </>
  )
}
