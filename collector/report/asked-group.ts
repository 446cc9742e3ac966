import type { Cell, PeopleDimension } from './disclosure-blocks.ts'

/** The one group that a cell asks for: a dimension and its value, `everyone`, or `finer` where it is several dimensions at once. */
export type AskedGroup = { by: PeopleDimension; value: string } | 'everyone' | 'finer'

const dimensions: readonly PeopleDimension[] = ['department', 'team', 'role', 'phase']

/** Reads a cell; what everyone is in adds nothing, and a team says its department. */
export function askedGroup(cell: Cell, isEveryone: (part: Cell) => boolean): AskedGroup {
  const asked = dimensions.flatMap((by) => {
    const value = cell[by]
    if (value === undefined || (by === 'department' && cell.team !== undefined)) return []
    return isEveryone({ [by]: value }) ? [] : [{ by, value }]
  })
  if (asked.length > 1) return 'finer'
  return asked[0] ?? 'everyone'
}
