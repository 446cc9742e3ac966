import * as biUsers from '../../schema/routes/bi-users.ts'
import * as credentials from '../../schema/routes/credentials.ts'
import * as deadLetters from '../../schema/routes/dead-letters.ts'
import * as delivery from '../../schema/routes/delivery.ts'
import * as feedback from '../../schema/routes/feedback.ts'
import * as flags from '../../schema/routes/flags.ts'
import * as imports from '../../schema/routes/imports.ts'
import * as measures from '../../schema/routes/measures.ts'
import * as operations from '../../schema/routes/operations.ts'
import * as people from '../../schema/routes/people.ts'
import * as peopleTasks from '../../schema/routes/people-tasks.ts'
import * as phaseReports from '../../schema/routes/phase-reports.ts'
import * as phases from '../../schema/routes/phases.ts'
import * as program from '../../schema/routes/program.ts'
import * as records from '../../schema/routes/records.ts'
import type { Route } from '../../schema/routes/route.ts'
import * as session from '../../schema/routes/session.ts'
import * as sources from '../../schema/routes/sources.ts'
import * as status from '../../schema/routes/status.ts'

const modules = [
  biUsers,
  credentials,
  deadLetters,
  delivery,
  feedback,
  flags,
  imports,
  measures,
  operations,
  people,
  peopleTasks,
  phaseReports,
  phases,
  program,
  records,
  session,
  sources,
  status,
]

/** Every route that the schema defines. */
export const allRoutes: Route[] = modules.flatMap((module) => Object.values(module).filter(isRoute))

function isRoute(value: unknown): value is Route {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'answer' in value
}

/** The route's path with something in every place. */
export function examplePath({ path }: Route): string {
  return path
    .replace('{name}', 'adoption')
    .replace('{dataset}', 'holidays')
    .replaceAll(/\{\w+\}/g, '1')
}
