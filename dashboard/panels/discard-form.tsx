import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Choice, useDiscardDeadLetters } from '../data/use-dead-letter-care.ts'
import styles from './sources-panels.module.css'

const reasonCharsMin = 3
const reasonCharsMax = 500

interface Props {
  choice: Choice
  count: number
  /** Several are given up at once. */
  many?: boolean
  onDone: (outcome: string) => void
}

/** Gives refused rows up; not without saying why. */
export function DiscardForm({ choice, count, many = false, onDone }: Props) {
  const { t } = useTranslation('sources')
  const discard = useDiscardDeadLetters()
  const [reason, setReason] = useState('')
  const [failure, setFailure] = useState('')
  const heading = useId()
  const field = useId()
  // Not by a callback of the mutation: what is given up leaves its list, and this form with it, before it is called.
  const giveUp = async () => {
    try {
      const { discarded } = await discard.mutateAsync({ choice, reason: reason.trim() })
      onDone(t('discard.done', { count: discarded }))
    } catch (error) {
      setFailure(t('repair.failed', { reason: error instanceof Error ? error.message : String(error) }))
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void giveUp()
  }
  return (
    <form aria-labelledby={heading} className={styles.form} onSubmit={submit}>
      <h3 id={heading}>{many ? t('discard.title_many', { count }) : t('discard.title')}</h3>
      <label htmlFor={field}>{t('discard.reason')}</label>
      <input
        autoComplete="off"
        id={field}
        maxLength={reasonCharsMax}
        minLength={reasonCharsMin}
        onChange={(event) => setReason(event.target.value)}
        required
        value={reason}
      />
      <div className={styles.actions}>
        <button
          className={styles.button}
          disabled={discard.isPending || reason.trim().length < reasonCharsMin}
          type="submit"
        >
          {t('discard.button')}
        </button>
      </div>
      <p className={styles.outcome} role="status">
        {failure}
      </p>
    </form>
  )
}
