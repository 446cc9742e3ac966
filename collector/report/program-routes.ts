import { applyProgramRoute, programRoute } from '../../schema/routes/program.ts'
import type { PersonKeys } from '../access/person-key.ts'
import { loadProgram } from '../program/load-program.ts'
import { storeProgram } from '../program/store-program.ts'
import type { Rollup } from '../rollup/open-rollup.ts'
import { type Api, readText } from '../serve-route.ts'
import type { Store } from '../store/open-store.ts'

const bytesMax = 2_000_000

/** The program: what holds, and applying another. */
export function addProgramRoutes(api: Api, deps: { store: Store; rollup: Rollup; personKeys: PersonKeys }): void {
  const { store, rollup } = deps
  api.serve(programRoute, async () => {
    const { version, definition, appliedAt, appliedBy, program, text } = await loadProgram(store)
    return { version, definition, applied_at: appliedAt, applied_by: appliedBy, program, text }
  })
  api.serve(applyProgramRoute, async ({ context, scope }) => {
    const stored = await storeProgram({ ...deps, now: Date.now }, await readText(context, bytesMax), scope.actor)
    if (stored.changed) rollup.changed({ kind: 'program', definitionChanged: stored.definitionChanged })
    await rollup.settled()
    const warnings = stored.warnings.map(({ line, path, message }) => `line ${line}: ${path} ${message}`)
    if (stored.waitingRecords > 0) {
      warnings.push(`${stored.waitingRecords} records were judged by other field rules and wait for a re-import.`)
    }
    return { version: stored.version, changed: stored.changed, changes: stored.changes, warnings }
  })
}
