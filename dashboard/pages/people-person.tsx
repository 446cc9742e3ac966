import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../schema/routes/people.ts'
import { ApiProblem } from '../data/api-problem.ts'
import { type Person, usePerson } from '../data/use-person.ts'
import { NoteLine } from '../figures/note-line.tsx'
import { PageHead } from '../layout/page-head.tsx'
import { PersonDays } from '../panels/person-days.tsx'
import { PersonHistory } from '../panels/person-history.tsx'
import { PersonTasks } from '../panels/person-tasks.tsx'
import { StatePill } from '../panels/state-pill.tsx'
import { useLastActive } from '../panels/use-last-active.ts'
import { personReason } from '../sentences/person-reason.ts'
import { useSay } from '../sentences/use-say.ts'
import styles from './people.module.css'

interface Props {
  personId: string
  /** The viewer's own page: there is no list to go back to. */
  alone?: boolean
}

/** One person: why they are in their state, day by day. */
export function PersonView({ personId, alone = false }: Props) {
  const { t } = useTranslation('people')
  const { date } = useSearch({ from: '/people' })
  const person = usePerson(personId, date)
  const refused = person.error instanceof ApiProblem && [403, 404].includes(person.error.status)
  return (
    <>
      {!alone && (
        <Link className={styles.back} from="/people" search={(before) => ({ ...before, person: undefined })}>
          {t('back')}
        </Link>
      )}
      {refused ? (
        <PageHead lede={t('not_yours.lede')} title={t('not_yours.title')} />
      ) : (
        <Head person={person.data} personId={personId} />
      )}
      {!refused && (
        <>
          <div className={styles.two}>
            <PersonDays person={person} />
            <PersonTasks person={person} />
          </div>
          <PersonHistory person={person} />
          <p className={styles.logged}>{t('logged')}</p>
        </>
      )}
    </>
  )
}

function Head({ person, personId }: { person: Person | undefined; personId: string }) {
  const { t } = useTranslation('people')
  const say = useSay()
  if (person === undefined) return <PageHead title={t('waiting')} waiting />
  const { row, on } = person
  if (row === null)
    return <PageHead lede={t('not_eligible.lede')} title={t('not_eligible.title', { person: personId })} />
  const title = t('person_title', { name: row.name || personId, reason: say(personReason(row, on)) })
  return <PageHead lede={<Facts row={row} />} title={title} />
}

function Facts({ row }: { row: PersonRow }) {
  const { t } = useTranslation('people')
  const lastActive = useLastActive()
  const days = t('days_of_28', { active: row.active_days, count: row.expected_days })
  const last = row.days_since === null ? null : t('last_active_sentence', { when: lastActive(row) })
  return (
    <>
      <StatePill state={row.state} /> <NoteLine parts={[days, last, row.role, row.team, row.department]} />
    </>
  )
}
