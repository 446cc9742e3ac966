import type { UseQueryResult } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DeadLetterState, deadLetterState } from '../../schema/routes/dead-letters.ts'
import { useSession } from '../data/use-session.ts'
import type { Sources } from '../data/use-sources.ts'
import { DeadLetterDetail } from './dead-letter-detail.tsx'
import { DeadLetterList } from './dead-letter-list.tsx'
import { DeadLetterReasons } from './dead-letter-reasons.tsx'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './sources-panels.module.css'

const heightPx = 90

interface Props {
  sources: UseQueryResult<Sources>
  timezone: string | undefined
}

/** What was refused and why; from a reason to its rows, from a row to its repair. */
export function DeadLettersPanel({ sources, timezone }: Props) {
  const { t } = useTranslation('sources')
  const role = useSession().data?.role
  const cares = role === 'admin' || role === 'steward'
  const { dead = 'waiting' } = useSearch({ from: '/sources' })
  // Said here, because what it is about is gone from the list by then.
  const [outcome, setOutcome] = useState('')
  const waiting = sources.data?.dead_letters.waiting
  const title = waiting === 0 ? t('dead.title_none') : t('dead.title_waiting', { count: waiting ?? 0 })
  return (
    <>
      <Panel
        height={dead === 'waiting' ? heightPx : 0}
        state={panelState([sources])}
        sub={t('dead.sub')}
        title={waiting === undefined ? t('dead.title') : title}
      >
        {cares && <Views onLeave={() => setOutcome('')} />}
        {dead === 'waiting' && waiting === 0 && <p className="dim">{t('dead.empty')}</p>}
        {dead === 'waiting' && waiting !== undefined && waiting > 0 && (
          <DeadLetterReasons open={cares} reasons={sources.data?.dead_letters.reasons ?? []} timezone={timezone} />
        )}
        <p className={styles.outcome} role="status">
          {outcome}
        </p>
      </Panel>
      {cares && <Opened onDone={setOutcome} timezone={timezone} />}
    </>
  )
}

/** What the address names: one letter, the letters of a reason, or those that wait no more. */
function Opened({ timezone, onDone }: { timezone: string | undefined; onDone: (outcome: string) => void }) {
  const { dead = 'waiting', code, dataset, letter } = useSearch({ from: '/sources' })
  if (letter !== undefined) return <DeadLetterDetail id={letter} key={letter} onDone={onDone} timezone={timezone} />
  if (dead === 'waiting' && code === undefined) return null
  return (
    <DeadLetterList
      filter={{ state: dead, code, dataset }}
      key={`${dead} ${code} ${dataset}`}
      onDone={onDone}
      timezone={timezone}
    />
  )
}

/** Waiting, taken after all, given up: kept in the address, so that it can be sent to somebody. */
function Views({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('sources')
  const { dead = 'waiting' } = useSearch({ from: '/sources' })
  const navigate = useNavigate({ from: '/sources' })
  const choose = (state: DeadLetterState) => {
    onLeave()
    const chosen = {
      dead: state === 'waiting' ? undefined : state,
      code: undefined,
      dataset: undefined,
      letter: undefined,
    }
    void navigate({ search: (before) => ({ ...before, ...chosen }), resetScroll: false })
  }
  return (
    <fieldset className={styles.views} data-no-print>
      <legend className="visually-hidden">{t('dead.views')}</legend>
      {deadLetterState.options.map((state) => (
        <button
          aria-pressed={state === dead}
          className={styles.button}
          key={state}
          onClick={() => choose(state)}
          type="button"
        >
          {t(`dead.view.${state}`)}
        </button>
      ))}
    </fieldset>
  )
}
