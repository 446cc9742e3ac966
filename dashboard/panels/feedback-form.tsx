import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Feedback, useAnswerFeedback } from '../data/use-feedback.ts'
import styles from './feedback-form.module.css'

interface Props {
  feedback: Feedback & { question: string }
}

/** A score, a reason, or both; never free text, which would tell of people. Sent again on the same day it replaces. */
export function FeedbackForm({ feedback: { question, scale, reasons, own } }: Props) {
  const { t } = useTranslation('feedback')
  const answer = useAnswerFeedback()
  const [score, setScore] = useState(own?.score ?? null)
  const [reason, setReason] = useState(own?.reason ?? '')
  const [refused, setRefused] = useState(false)
  const isEmpty = score === null && reason === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setRefused(isEmpty)
    if (!isEmpty && !answer.isPending) answer.mutate({ question, score, reason })
  }
  const change = (set: () => void) => {
    set()
    setRefused(false)
    answer.reset()
  }
  return (
    <form aria-label={question} className={styles.form} onSubmit={submit}>
      <Scale chosen={score} onChoose={(step) => change(() => setScore(step))} scale={scale} />
      {reasons.length > 0 && (
        <Reasons chosen={reason} onChoose={(text) => change(() => setReason(text))} reasons={reasons} />
      )}
      <button className={styles.send} disabled={answer.isPending} type="submit">
        {answer.isPending ? t('sending') : own === null ? t('send') : t('send_again')}
      </button>
      <p className={styles.outcome} data-good role="status">
        {answer.isSuccess && (answer.data.stored ? t('sent') : t('sent_before'))}
      </p>
      <p className={styles.outcome} role="alert">
        {refused && t('empty')}
        {answer.error && t('not_sent', { reason: answer.error.message })}
      </p>
    </form>
  )
}

interface ScaleProps {
  scale: Feedback['scale']
  chosen: number | null
  onChoose: (step: number | null) => void
}

function Scale({ scale: { min, max }, chosen, onChoose }: ScaleProps) {
  const { t } = useTranslation('feedback')
  const steps = Array.from({ length: max - min + 1 }, (_, index) => min + index)
  return (
    <fieldset className={styles.group}>
      <legend>{t('score', { min, max })}</legend>
      <div className={styles.steps}>
        {steps.map((step) => (
          <label className={styles.step} key={step}>
            <input
              checked={chosen === step}
              className={styles.radio}
              name="score"
              onChange={() => onChoose(step)}
              type="radio"
              value={step}
            />
            {step}
          </label>
        ))}
        <label className={styles.none}>
          <input
            checked={chosen === null}
            className={styles.radio}
            name="score"
            onChange={() => onChoose(null)}
            type="radio"
            value=""
          />
          {t('no_score')}
        </label>
      </div>
    </fieldset>
  )
}

interface ReasonsProps {
  reasons: readonly string[]
  chosen: string
  onChoose: (reason: string) => void
}

function Reasons({ reasons, chosen, onChoose }: ReasonsProps) {
  const { t } = useTranslation('feedback')
  // A reason that is on the list no more cannot be sent again.
  const kept = reasons.includes(chosen) ? chosen : ''
  return (
    <fieldset className={styles.group}>
      <legend>{t('reason')}</legend>
      {['', ...reasons].map((reason) => (
        <label className={styles.reason} key={reason}>
          <input
            checked={kept === reason}
            name="reason"
            onChange={() => onChoose(reason)}
            type="radio"
            value={reason}
          />
          {reason || t('no_reason')}
        </label>
      ))}
    </fieldset>
  )
}
