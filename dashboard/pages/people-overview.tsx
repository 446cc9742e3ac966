import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../schema/routes/role.ts'
import { ApiProblem } from '../data/api-problem.ts'
import { type MeasureQuery, useMeasure } from '../data/use-measure.ts'
import { peopleUrl } from '../data/use-people.ts'
import { usePeoplePages } from '../data/use-people-pages.ts'
import { PageHead } from '../layout/page-head.tsx'
import { Panel } from '../panels/panel.tsx'
import { panelState } from '../panels/panel-state.ts'
import { PeopleCounts } from '../panels/people-counts.tsx'
import { PeopleList } from '../panels/people-list.tsx'
import { PeopleTasks, peopleTasksHeightPx } from '../panels/people-tasks.tsx'
import { WhenSeen } from '../panels/when-seen.tsx'
import { type GroupWord, peopleHeadline, peopleLede } from '../sentences/people-headline.ts'
import { useSay } from '../sentences/use-say.ts'
import styles from './people.module.css'
import { PeopleCauses } from './people-causes.tsx'
import { PeopleFilters } from './people-filters.tsx'
import { isFromTop, isOfGroups, type PeopleSearch, peopleParams, peopleTasksParams } from './people-search.ts'
import { PeopleWithoutNames } from './people-without-names.tsx'

/** Who needs help, most useful first, and how far the team is. */
export function PeopleOverview({ role }: { role: Role }) {
  const { t } = useTranslation('people')
  const search = useSearch({ from: '/people' })
  const people = usePeoplePages(peopleParams(search))
  if (people.error instanceof ApiProblem && people.error.status === 403) return <PeopleWithoutNames />
  const total = people.data?.first.total
  const matrixPx = peopleTasksHeightPx(total ?? Number.POSITIVE_INFINITY)
  return (
    <>
      <PeopleFilters />
      <Head people={people.data} role={role} search={search} />
      {people.data && <PeopleCounts counts={people.data.first.counts} chosen={search.state} />}
      <Panel
        csv={peopleUrl({ ...peopleParams(search), format: 'csv' })}
        empty={total === 0 ? t('empty') : null}
        footer={<p className={styles.logged}>{t('logged')}</p>}
        height={320}
        state={panelState([people])}
        sub={total === undefined ? '' : t('listed', { count: total })}
        title={isFromTop(search) ? t('title_useful') : t('title')}
      >
        {people.data && (
          <PeopleList
            fetchNext={() => void people.fetchNextPage()}
            isFetching={people.isFetchingNextPage}
            on={people.data.first.on}
            rows={people.data.rows}
            total={people.data.first.total}
          />
        )}
      </Panel>
      {isOfGroups(search) && (
        <div className={styles.alone}>
          <WhenSeen height={matrixPx} ready={!people.isPending} title={t('matrix.title')}>
            <PeopleTasks height={matrixPx} query={peopleTasksParams(search)} />
          </WhenSeen>
        </div>
      )}
      <PeopleCauses query={groupOf(search)} ready={!people.isPending} />
    </>
  )
}

function groupOf({ date, department, team, phase }: PeopleSearch): MeasureQuery {
  return { on: date, department, team, phase }
}

interface HeadProps {
  people: ReturnType<typeof usePeoplePages>['data']
  role: Role
  search: PeopleSearch
}

function Head({ people, role, search }: HeadProps) {
  const { t } = useTranslation('people')
  const say = useSay()
  const { date, department, team, phase } = search
  const adoption = useMeasure('adoption', { on: date, by: 'none', department, team, phase })
  if (!adoption.data) return <PageHead title={t('waiting')} waiting />
  const { total } = adoption.data
  const fromTop = isFromTop(search)
  return (
    <PageHead
      lede={say(peopleLede(total, fromTop ? (people?.rows.slice(0, 50) ?? []) : []))}
      title={say(peopleHeadline(total, groupWord(search, role), fromTop))}
    />
  )
}

function groupWord({ department, team, phase }: PeopleSearch, role: Role): GroupWord {
  if (team !== undefined) return 'team'
  if (department !== undefined) return phase === undefined ? 'department' : 'people'
  if (phase !== undefined) return role === 'lead' ? 'people' : 'phase'
  return role === 'lead' ? 'team' : 'organisation'
}
