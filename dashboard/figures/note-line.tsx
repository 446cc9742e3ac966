import { Fragment, type ReactNode } from 'react'

/** Remarks in one line with a dot between them; those that are empty are left out. */
export function NoteLine({ parts }: { parts: readonly ReactNode[] }) {
  const said = parts.filter((part) => part !== null && part !== undefined && part !== false && part !== '')
  return said.map((part, index) => (
    // The order of the remarks never changes, so the place is the key.
    <Fragment key={String(index)}>
      {index > 0 && ' · '}
      {part}
    </Fragment>
  ))
}
