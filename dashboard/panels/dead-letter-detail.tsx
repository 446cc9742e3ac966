import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type DeadLetter, useDeadLetter } from '../data/use-dead-letters.ts'
import { useFormat } from '../format/use-format.ts'
import { DiscardForm } from './discard-form.tsx'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import { RepairForm } from './repair-form.tsx'
import styles from './sources-panels.module.css'
import { useLetterPlace } from './use-letter-place.ts'
import { useReasonWords } from './use-reason-words.ts'

interface Props {
  id: string
  timezone: string | undefined
  onDone: (outcome: string) => void
}

/** One refused row or event: what was kept of it, its repair, or giving it up. */
export function DeadLetterDetail({ id, timezone, onDone }: Props) {
  const { t } = useTranslation('sources')
  const words = useReasonWords()
  const place = useLetterPlace()
  const letter = useDeadLetter(id)
  const navigate = useNavigate({ from: '/sources' })
  const frame = useRef<HTMLDivElement>(null)
  // Whoever opened it by keyboard goes on reading here.
  useEffect(() => frame.current?.focus(), [])
  const close = (outcome: string) => {
    onDone(outcome)
    void navigate({ search: (before) => ({ ...before, letter: undefined }), resetScroll: false })
  }
  const { data } = letter
  return (
    <div ref={frame} tabIndex={-1}>
      <Panel
        footer={<p className={styles.hint}>{t('dead.logged')}</p>}
        height={220}
        state={panelState([letter])}
        sub={data ? words(data) : ''}
        title={data ? t('dead.letter', { dataset: data.dataset, place: place(data) }) : t('dead.title')}
      >
        <p className={styles.back}>
          <Link from="/sources" resetScroll={false} search={(before) => ({ ...before, letter: undefined })}>
            {t('dead.back')}
          </Link>
        </p>
        {data && <Facts letter={data} timezone={timezone} />}
        {data && data.state === 'waiting' && (
          <div className={styles.forms}>
            {data.repairable.length > 0 ? (
              <RepairForm
                choice={{ ids: [id] }}
                columns={data.repairable}
                count={1}
                fields={fieldsToRepair(data)}
                onDone={close}
              />
            ) : (
              <Kept letter={data} />
            )}
            <DiscardForm choice={{ ids: [id] }} count={1} onDone={close} />
          </div>
        )}
        {data && data.state !== 'waiting' && <Kept letter={data} />}
      </Panel>
    </div>
  )
}

// The value at fault stands first, also where nothing came.
function fieldsToRepair({ column, fields, repairable }: DeadLetter): Record<string, string> {
  if (column === null || !repairable.includes(column)) return fields
  return { [column]: fields[column] ?? '', ...fields }
}

function Facts({ letter, timezone }: { letter: DeadLetter; timezone: string | undefined }) {
  const { t } = useTranslation('sources')
  const { instant } = useFormat()
  const facts = [
    [t('dead.in_words'), letter.reason],
    [t('dead.source'), letter.source],
    [t('dead.came'), `${t('dead.times', { count: letter.times })} · ${instant(letter.received_at, timezone)}`],
    ...(letter.times > 1 ? [[t('dead.first_at'), instant(letter.first_at, timezone)]] : []),
    ...(letter.message_id === '' ? [] : [[t('dead.message_id'), letter.message_id]]),
    ...(letter.ended_at === null
      ? []
      : [[t('dead.ended'), `${instant(letter.ended_at, timezone)} · ${letter.ended_by}`]]),
    ...(letter.discard_reason === '' ? [] : [[t('dead.why'), letter.discard_reason]]),
    [t('dead.hash'), letter.rest_hash.slice(0, 16)],
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Kept({ letter: { fields, state } }: { letter: DeadLetter }) {
  const { t } = useTranslation('sources')
  const kept = Object.entries(fields)
  return (
    <div className={styles.form}>
      <h3>{t('dead.fields')}</h3>
      {kept.length === 0 && <p className="dim">{t('dead.no_fields')}</p>}
      <dl className={styles.facts}>
        {kept.map(([field, value]) => (
          <div key={field}>
            <dt>{field}</dt>
            <dd className={styles.code}>{value}</dd>
          </div>
        ))}
      </dl>
      {state === 'waiting' && <p className={styles.hint}>{t('dead.reimport')}</p>}
    </div>
  )
}
