/** Times that our own processes have to be killed in one run of all fault tests. */
export const killsMin = 200

/** Adds up the kills that the test files noted, one name a line; answers the sum and words for it. */
export function countKills(notes = '') {
  const names = notes.split('\n').filter(Boolean)
  const counts = new Map()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const parts = [...counts].map(([name, count]) => `${name} ${count}`).sort()
  return { kills: names.length, words: `${names.length} kills by SIGKILL: ${parts.join(', ') || 'none'}` }
}
