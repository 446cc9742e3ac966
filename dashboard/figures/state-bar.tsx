import { useTranslation } from 'react-i18next'
import { type PersonState, personStates } from '../../schema/person-state.ts'
import { useFormat } from '../format/use-format.ts'
import states from './states.module.css'

interface Props {
  /** People in each state; a state that is absent has none. */
  people: Partial<Record<PersonState, number>>
  /** Share marked by a line, 0–1. */
  target?: number | null | undefined
}

/** People by state as one bar, in the order of the states, with a line at the target. */
export function StateBar({ people, target }: Props) {
  const { t } = useTranslation()
  const { count } = useFormat()
  const present = personStates.filter((state) => (people[state] ?? 0) > 0)
  const all = present.reduce((sum, state) => sum + (people[state] ?? 0), 0)
  const said = present.map((state) => `${t(`state.${state}`)}: ${count(people[state] ?? 0)}`).join(', ')
  return (
    <div aria-label={said} className={states.wrap} role="img" title={said}>
      <div className={states.bar}>
        {present.map((state) => (
          <i className={states[state]} key={state} style={{ width: `${((people[state] ?? 0) / all) * 100}%` }} />
        ))}
      </div>
      {target != null && <b style={{ left: `${Math.min(1, target) * 100}%` }} />}
    </div>
  )
}
