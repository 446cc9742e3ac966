import { byOrder } from './import-order.ts'
import type { RosterRow } from './inputs.ts'

/** Whose id it is: the person's own id first, then the first roster row that lists it as an alias. */
export function readAliases(roster: RosterRow[]): Map<string, string> {
  const owner = new Map<string, string>()
  for (const row of roster) owner.set(row.personId, row.personId)
  for (const row of [...roster].sort(byOrder)) {
    for (const alias of row.aliases) if (!owner.has(alias)) owner.set(alias, row.personId)
  }
  return owner
}
