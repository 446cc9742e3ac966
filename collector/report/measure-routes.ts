import type { Measure } from '../../schema/measures/measure.ts'
import { type MeasureName, measureNames, measures } from '../../schema/measures/registry.ts'
import { catalogueRoute, type MeasureAnswer, measureRoute } from '../../schema/routes/measures.ts'
import type { Audit } from '../access/audit.ts'
import { personIdsOf } from '../access/identify.ts'
import type { Api } from '../serve-route.ts'
import { behindLinks } from './behind-links.ts'
import { formatTable } from './format-table.ts'
import { runMeasure } from './gate.ts'
import { dropAbsent } from './people-routes.ts'
import { isPersonDimension } from './person-dimension.ts'
import type { GateDeps } from './reading.ts'

/** The measures and their catalogue. */
export function addMeasureRoutes(api: Api, deps: GateDeps & { audit: Audit }): void {
  api.serve(catalogueRoute, () => ({ rows: measureNames.map(catalogueRow) }))
  api.serve(measureRoute, async ({ params, query, scope }) => {
    const { department, team, role, phase, object, format = 'json', ...asked } = query
    const filters = dropAbsent({ department, team, role, phase, object })
    const answer = await runMeasure(deps, scope, { measure: params.name, filters, ...asked })
    if (isPersonDimension(answer.by)) {
      const subjectKeys = answer.rows.map((row) => String(row[answer.by])).filter((key) => key !== '')
      await deps.audit.record(scope, { action: `view_${answer.by}s`, subjectKeys, detail: { ...query, on: answer.on } })
      await namePeople(deps, answer)
    }
    if (format === 'json') return { ...answer, ...behindLinks(answer, filters, scope) }
    const when = answer.on ?? `${answer.from}_${answer.to}`
    return formatTable(format, `${answer.measure}-${when}`, answer.rows)
  })
}

function catalogueRow(name: MeasureName) {
  const { label, definition, definitionZh, formula, parameters, unit, shape, dimensions, filters, behind }: Measure =
    measures[name]
  const lists = { parameters: [...parameters], dimensions: [...dimensions], filters: [...filters] }
  return { name, label, definition, definition_zh: definitionZh, formula, unit, shape, ...lists, behind }
}

async function namePeople({ store }: GateDeps, answer: MeasureAnswer): Promise<void> {
  const rows = [...answer.rows, ...(answer.compare?.rows ?? [])]
  const ids = await personIdsOf(
    store,
    rows.map((row) => String(row[answer.by])),
  )
  for (const row of rows) row[answer.by] = ids.get(String(row[answer.by])) ?? ''
}
