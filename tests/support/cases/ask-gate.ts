import { runMeasure } from '../../../collector/report/gate.ts'
import { createRemembered } from '../../../collector/report/remembered.ts'
import { measureName, measureQuery } from '../../../schema/routes/measures.ts'
import type { MeasuredOrganisation, OrganisationBench } from '../measured-organisation.ts'

type Row = Record<string, unknown>

/** Asks the gate for a measure as its route does: `habit?by=team`. Floors hold for a sponsor, not for an admin. */
export function askGate({ store }: OrganisationBench, { rollup }: Pick<MeasuredOrganisation, 'rollup'>) {
  const remembered = createRemembered()
  const freshness = { settle: async () => undefined, behindSince: () => null }
  return async (question: string, role: 'admin' | 'sponsor' = 'admin'): Promise<Row[]> => {
    const [name, query] = question.split('?')
    const words = [...new URLSearchParams(query)].map(([key, value]) => [key, lists.has(key) ? [value] : value])
    const {
      department,
      phase,
      team: _,
      role: __,
      object: ___,
      format: ____,
      ...asked
    } = measureQuery.parse(Object.fromEntries(words))
    const filters = { ...(department && { department }), ...(phase && { phase }) }
    const deps = { store, rollup: rollup(), freshness, remembered }
    const scope = { role, personKey: null, actor: 'test' }
    return (await runMeasure(deps, scope, { measure: measureName.parse(name), filters, ...asked })).rows
  }
}

const lists = new Set(['department', 'phase'])
