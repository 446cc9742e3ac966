import { Link, useMatchRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keepers } from '../../schema/routes/delivery.ts'
import { useSession } from '../data/use-session.ts'
import { useStatus } from '../data/use-status.ts'
import styles from './alarms.module.css'
import { type Alarm, useAlarms } from './use-alarms.ts'

const hiddenKey = 'takehold.hidden-alarms'

/** What makes the numbers of every page incomplete: a feed that stopped, a database that takes nothing. */
export function Alarms() {
  const { t } = useTranslation()
  const role = useSession().data?.role
  const alarms = useAlarms(useStatus().data)
  const [hidden, hide] = useHidden()
  const shown = alarms.filter(({ id }) => !hidden.includes(id))
  if (role === undefined || shown.length === 0) return null
  return (
    <section aria-label={t('notice.alarms')} className={styles.alarms}>
      {shown.map((alarm) => (
        <Line
          alarm={alarm}
          isKeeper={keepers.some((each) => each === role)}
          key={alarm.id}
          onHide={() => hide(alarm.id)}
        />
      ))}
    </section>
  )
}

function Line({ alarm, isKeeper, onHide }: { alarm: Alarm; isKeeper: boolean; onHide: () => void }) {
  const { t } = useTranslation()
  const isThere = useMatchRoute()({ to: '/sources' }) !== false
  return (
    <p className={styles.alarm}>
      <span>{isKeeper ? alarm.keeper : alarm.viewer}</span>
      {isKeeper && !isThere && (
        <Link
          data-no-print
          search={({ date, department, team, phase }) => ({ date, department, team, phase })}
          to="/sources"
        >
          {t('notice.to_sources')}
        </Link>
      )}
      <button className={styles.hide} data-no-print onClick={onHide} type="button">
        {t('notice.dismiss')}
      </button>
    </p>
  )
}

/** Alarms that were put away; they come back with the next visit, or when something new stops. */
function useHidden(): [readonly string[], (id: string) => void] {
  const [hidden, setHidden] = useState(() => sessionStorage.getItem(hiddenKey)?.split('\n') ?? [])
  const hide = (id: string) => {
    const all = [...hidden, id]
    sessionStorage.setItem(hiddenKey, all.join('\n'))
    setHidden(all)
  }
  return [hidden, hide]
}
