import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Choice, type Replayed, useReplayDeadLetters } from '../data/use-dead-letter-care.ts'
import styles from './sources-panels.module.css'

interface Props {
  choice: Choice
  count: number
  /** Values that came, by field; shown to be set right. */
  fields: Record<string, string>
  /** Fields that may be set. */
  columns: readonly string[]
  /** The same values are set in several. */
  many?: boolean
  onDone: (outcome: string) => void
}

/** Sets values right and tries again: first to see what would become of it, then for good. */
export function RepairForm({ choice, count, fields, columns, many = false, onDone }: Props) {
  const { t } = useTranslation('sources')
  const replay = useReplayDeadLetters()
  const say = useOutcome()
  const [values, setValues] = useState(fields)
  const [tried, setTried] = useState('')
  const heading = useId()
  const repair = Object.fromEntries(Object.entries(values).filter(([field, value]) => value !== (fields[field] ?? '')))
  // Not by a callback of the mutation: what is taken leaves its list, and this form with it, before it is called.
  const run = async (dryRun: boolean) => {
    try {
      const replayed = await replay.mutateAsync({ choice, repair, dryRun })
      const outcome = say(replayed, dryRun)
      if (!dryRun && replayed.replayed > 0) onDone(outcome)
      else setTried(outcome)
    } catch (error) {
      setTried(t('repair.failed', { reason: error instanceof Error ? error.message : String(error) }))
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(false)
  }
  return (
    <form aria-labelledby={heading} className={styles.form} onSubmit={submit}>
      <h3 id={heading}>{many ? t('repair.title_many', { count }) : t('repair.title')}</h3>
      {many && <p className={styles.hint}>{t('repair.same')}</p>}
      <Fields
        fields={fields}
        onChange={(field, value) => setValues((before) => ({ ...before, [field]: value }))}
        values={values}
      />
      <AnotherField
        columns={columns.filter((column) => !(column in values))}
        onChoose={(field) => setValues((before) => ({ ...before, [field]: '' }))}
      />
      <div className={styles.actions}>
        <button className={styles.button} disabled={replay.isPending} onClick={() => void run(true)} type="button">
          {t('repair.try')}
        </button>
        <button className={`${styles.button} ${styles.main}`} disabled={replay.isPending} type="submit">
          {many ? t('repair.take_many', { count }) : t('repair.take')}
        </button>
      </div>
      <p className={styles.outcome} role="status">
        {tried}
      </p>
    </form>
  )
}

interface FieldsProps {
  fields: Record<string, string>
  values: Record<string, string>
  onChange: (field: string, value: string) => void
}

function Fields({ fields, values, onChange }: FieldsProps) {
  const form = useId()
  return Object.entries(values).map(([field, value]) => (
    <div key={field}>
      <label htmlFor={`${form}${field}`}>{field}</label>
      <input
        autoComplete="off"
        data-changed={value !== (fields[field] ?? '')}
        id={`${form}${field}`}
        onChange={(event) => onChange(field, event.target.value)}
        spellCheck={false}
        value={value}
      />
    </div>
  ))
}

function AnotherField({ columns, onChoose }: { columns: readonly string[]; onChoose: (field: string) => void }) {
  const { t } = useTranslation('sources')
  const select = useId()
  if (columns.length === 0) return null
  return (
    <>
      <label htmlFor={select}>{t('repair.set_another')}</label>
      <select id={select} onChange={(event) => onChoose(event.target.value)} value="">
        <option disabled value="">
          {t('repair.choose')}
        </option>
        {columns.map((column) => (
          <option key={column} value={column}>
            {column}
          </option>
        ))}
      </select>
    </>
  )
}

/** What became, or would become, of those that were tried. */
function useOutcome(): (replayed: Replayed, dryRun: boolean) => string {
  const { t, i18n } = useTranslation('sources')
  return ({ replayed, still_dead: stillDead, still_dead_total: refused }, dryRun) => {
    const said = dryRun
      ? replayed === 0
        ? t('repair.would_none')
        : t('repair.would', { count: replayed })
      : replayed === 0
        ? t('repair.taken_none')
        : t('repair.taken', { count: replayed })
    const still = refused === 0 ? '' : t('repair.still', { count: refused, reason: stillDead[0]?.reason ?? '' })
    return [said, still].filter(Boolean).join(i18n.language === 'en' ? ' ' : '')
  }
}
