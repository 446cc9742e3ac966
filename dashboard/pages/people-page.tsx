import { useSearch } from '@tanstack/react-router'
import { useSession } from '../data/use-session.ts'
import { PeopleOverview } from './people-overview.tsx'
import { PersonView } from './people-person.tsx'
import { PeopleWithoutNames } from './people-without-names.tsx'

/** Who needs help: the list for those who may see names, one person's own page, or why there is no list. */
export function PeoplePage() {
  const { data: session } = useSession()
  const { person } = useSearch({ from: '/people' })
  if (!session) return null
  if (!session.names) return <PeopleWithoutNames />
  const self = session.role === 'person' ? session.person_id : null
  if (self !== null) return <PersonView alone personId={self} />
  return person === undefined ? <PeopleOverview role={session.role} /> : <PersonView personId={person} />
}
