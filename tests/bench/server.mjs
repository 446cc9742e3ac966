const people = 1_000

/** Asks a server under test with the secret of its machine. */
export async function ask({ url, token }, path, init = {}) {
  const answer = await fetch(`${url}${path}`, { ...init, headers: { Authorization: `Bearer ${token}` } })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer
}

/** Puts the people of the load on the roster, in ten departments. */
export async function importRoster(server) {
  const lines = Array.from({ length: people }, (_, index) => `u-${1_000 + index},D${index % 10},2020-01-01`)
  const body = ['person_id,department,valid_from', ...lines].join('\n')
  await ask(server, '/api/import/roster', { method: 'POST', body })
}

/** Value of a metric, all its labels together. */
export async function metric(server, name) {
  const text = await (await ask(server, '/metrics')).text()
  const values = text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
  return values.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0)
}
