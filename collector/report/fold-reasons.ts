type Row = Record<string, unknown>

type Shown = { showsState(row: Row): boolean; showsReason(row: Row): boolean }

const other = 'other'

/**
 * Puts the reasons that too few people of a state give into one, called other; of a state in which too few answered, one row
 * stays without a reason, which the gate then hides.
 */
export function foldReasons(rows: readonly Row[], { showsState, showsReason }: Shown): Row[] {
  const told = new Map<string, Row>()
  for (const row of rows) {
    const state = showsState(row)
    // An own reason of this name is told with those that are folded into it.
    const own = state && row.reason !== other && showsReason(row)
    const key = JSON.stringify([row.group, row.question, row.state, own ? row.reason : null])
    if (own) told.set(key, row)
    else told.set(key, state ? addReason(told.get(key), row) : { ...row, reason: '' })
  }
  return [...told.values()]
}

function addReason(before: Row | undefined, row: Row): Row {
  const answers = Number(before?.answers ?? 0) + Number(row.answers)
  // How many of them gave a score is not told, so their means cannot be put together.
  return { ...row, reason: other, answers, share: answers / Number(row.answers_of_state), mean_score: null }
}
