import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './command-line.module.css'

const shownMs = 2_000

/** Text to be typed elsewhere, with a button that copies it. */
export function CommandLine({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), shownMs)
  }
  return (
    <figure className={styles.figure}>
      <figcaption className="visually-hidden">{label}</figcaption>
      <pre className={styles.text}>{text}</pre>
      <button
        aria-label={t('command.copy_label', { label })}
        className={styles.copy}
        onClick={() => void copy()}
        type="button"
      >
        {t(copied ? 'command.copied' : 'command.copy')}
      </button>
    </figure>
  )
}
