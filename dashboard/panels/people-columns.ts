/** Columns of the people list in their order; those with an order of their own can be sorted by it. */
export const peopleColumns = [
  { key: 'name', sort: 'name' },
  { key: 'state', sort: 'state' },
  { key: 'why', sort: null },
  { key: 'days', sort: null },
  { key: 'last_active', sort: 'last_active_on' },
  { key: 'missing', sort: null },
] as const

/** Key of a column. */
export type PeopleColumn = (typeof peopleColumns)[number]['key']
