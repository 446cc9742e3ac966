import { useTranslation } from 'react-i18next'
import { type PersonState, personStates } from '../../schema/person-state.ts'
import styles from './states.module.css'

/** The states with their colours and patterns; all of them unless told which. */
export function Legend({ states = personStates }: { states?: readonly PersonState[] }) {
  const { t } = useTranslation()
  return (
    <ul className={styles.legend}>
      {states.map((state) => (
        <li key={state}>
          <i className={styles[state]} />
          {t(`state.${state}`)}
        </li>
      ))}
    </ul>
  )
}
