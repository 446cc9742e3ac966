import { type PersonTasksRow, peopleTasksRoute } from '../../schema/routes/people-tasks.ts'
import type { Api } from '../serve-route.ts'
import { formatTable } from './format-table.ts'
import { dropAbsent, type PeopleDeps, readCursor } from './people-routes.ts'
import { readPeopleTasks } from './people-tasks.ts'
import { beginReading, readStateNow } from './reading.ts'

const rowsUsual = 100

/** The matrix of people and core tasks. */
export function addPeopleTasksRoutes(api: Api, deps: PeopleDeps): void {
  api.serve(peopleTasksRoute, async ({ query, scope }) => {
    await deps.freshness.settle()
    const state = await readStateNow(deps)
    const on = query.on ?? state.lastCompleteDay
    const { department, team, role, phase, format = 'json' } = query
    const filters = dropAbsent({ department, team, role, phase })
    const managerKey = query.manager === undefined ? undefined : deps.personKeys.keyOf(query.manager)
    const from = readCursor(query.cursor)
    const limit = query.limit ?? (format === 'json' ? rowsUsual : 10_000)
    const asked = { on, filters, managerKey, query, from, limit }
    const { page, ...all } = await readPeopleTasks(beginReading(deps, state), scope, asked)
    await deps.audit.record(scope, {
      action: format === 'json' ? 'view_people' : 'export',
      subjectKeys: page.map(({ key }) => key),
      detail: { ...query, on, matrix: 'tasks' },
    })
    const rows = page.map(({ row }) => row)
    if (format !== 'json') {
      return formatTable(
        format,
        `people-tasks-${on}`,
        rows.map((row) => flatten(row, all.tasks)),
      )
    }
    return {
      on,
      complete_through: state.completeThrough,
      definition: state.definition,
      ...all,
      rows,
      next: from + limit < all.total ? String(from + limit) : null,
      logged: true,
    }
  })
}

// A column for each task; a cell is empty where the role does not own it.
function flatten({ tasks, ...row }: PersonTasksRow, names: readonly string[]) {
  return { ...row, ...Object.fromEntries(names.map((task) => [`task.${task}`, tasks[task] ?? ''])) }
}
