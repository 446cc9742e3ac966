import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { peopleColumns } from './people-columns.ts'
import styles from './people-list.module.css'

/** Names of the columns; a second press turns the order round, a third brings the most useful order back. */
export function PeopleHeader() {
  const { t } = useTranslation('people')
  const { sort: sorted } = useSearch({ from: '/people' })
  return (
    <thead>
      <tr aria-rowindex={1}>
        {peopleColumns.map(({ key, sort }) => (
          <th
            aria-sort={sort === null ? undefined : direction(sort, sorted)}
            className={styles[key]}
            key={key}
            scope="col"
          >
            {sort === null ? (
              t(`column.${key}`)
            ) : (
              <Link
                className={styles.sort}
                from="/people"
                search={(before) => ({ ...before, sort: nextSort(sort, sorted) })}
              >
                {t(`column.${key}`)}
                <span aria-hidden="true">{arrow[direction(sort, sorted)]}</span>
              </Link>
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}

type Sorted = 'name' | 'state' | 'last_active_on'

const arrow = { none: '', ascending: ' ↑', descending: ' ↓' }

function direction(column: Sorted, sort: string | undefined): keyof typeof arrow {
  if (sort === column) return 'ascending'
  return sort === `-${column}` ? 'descending' : 'none'
}

function nextSort(column: Sorted, sort: string | undefined): Sorted | `-${Sorted}` | undefined {
  const now = direction(column, sort)
  if (now === 'none') return column
  return now === 'ascending' ? `-${column}` : undefined
}
