import type { DatasetName } from '../../schema/datasets/dataset.ts'
import { createClassifier } from '../program/classify.ts'
import { loadProgram } from '../program/load-program.ts'
import { countWaitingRecords } from '../program/waiting-records.ts'
import { accountsTable } from './accounts-table.ts'
import { feedbackTable } from './feedback-table.ts'
import { holidaysTable } from './holidays-table.ts'
import { leaveTable } from './leave-table.ts'
import { createEventLoader } from './load-events.ts'
import { createKeyedLoader } from './load-keyed.ts'
import type { LoadContext, LoadDeps, Loader } from './loader.ts'
import { outcomesTable } from './outcomes-table.ts'
import { recordsTable } from './records-table.ts'
import { rosterFindings } from './roster-findings.ts'
import { rosterTable } from './roster-table.ts'
import { trainingTable } from './training-table.ts'

/** The loader of a dataset. */
export async function loaderFor(dataset: DatasetName, deps: LoadDeps, context: LoadContext): Promise<Loader> {
  const { store, personKeys } = deps
  switch (dataset) {
    case 'events':
      return createEventLoader(deps, context)
    case 'roster':
      return createKeyedLoader(deps, context, rosterTable(personKeys), (keys) => rosterFindings(store, keys))
    case 'leave':
      return createKeyedLoader(deps, context, leaveTable(personKeys))
    case 'holidays':
      return createKeyedLoader(deps, context, holidaysTable())
    case 'accounts':
      return createKeyedLoader(deps, context, accountsTable())
    case 'training':
      return createKeyedLoader(deps, context, trainingTable(personKeys))
    case 'outcomes':
      return createKeyedLoader(deps, context, outcomesTable())
    case 'feedback':
      return createKeyedLoader(deps, context, feedbackTable(personKeys))
    case 'records':
      return recordLoader(deps, context)
  }
}

async function recordLoader(deps: LoadDeps, context: LoadContext): Promise<Loader> {
  const { store, personKeys } = deps
  const { program, rules } = await loadProgram(store)
  const table = recordsTable(personKeys, { classifier: createClassifier(program), hash: rules })
  return createKeyedLoader(deps, context, table, async () => ({
    waiting: await countWaitingRecords(store, Object.keys(program.objects), rules),
  }))
}
