import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { backupRoute, demoRoute, verifyRoute, wipeDemoRoute } from '../../schema/routes/operations.ts'
import { demoSource, generateDemo } from '../demo/generate-demo.ts'
import { settledWithin } from '../erase/settled-within.ts'
import type { Ingest } from '../ingest/open-ingest.ts'
import { Problem } from '../problem.ts'
import { storeProgram } from '../program/store-program.ts'
import type { Rollup } from '../rollup/open-rollup.ts'
import { forgetPublished } from '../rollup/published-states.ts'
import type { Api } from '../serve-route.ts'
import { backup } from '../store/backup.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import { addEraseRoutes, type EraseRouteDeps } from './erase-routes.ts'

/** What running the server needs. */
export type OperationDeps = Omit<EraseRouteDeps, 'rollup' | 'ingest'> & {
  rollup: Rollup
  ingest: EraseRouteDeps['ingest'] & Pick<Ingest, 'importDataset' | 'undoImport' | 'listImports'>
}

/** Sample company, backup, verification, erasure, replay. */
export function addOperationRoutes(api: Api, deps: OperationDeps): void {
  const { store, rollup, dataDir } = deps
  // Two sample companies at once would be one company of twins; a verification copies what an erasure removes.
  let turn: Promise<unknown> = Promise.resolve()
  const alone = <Answer>(task: () => Promise<Answer>): Promise<Answer> => {
    const done = turn.then(task)
    turn = done.catch(() => undefined)
    return done
  }
  api.serve(demoRoute, () => alone(() => loadDemo(deps)))
  api.serve(wipeDemoRoute, () => alone(() => wipeDemo(deps)))
  addEraseRoutes(api, deps, alone)
  api.serve(backupRoute, async ({ body }) => {
    if (!isAbsolute(body.directory)) {
      throw new Problem(400, 'invalid_body', 'The request cannot be read', 'directory must be an absolute path.')
    }
    return alone(() => atRest(deps, () => backup({ store, dataDir, settle: rollup.settled }, body.directory)))
  })
  api.serve(verifyRoute, () => alone(() => verify(deps)))
}

// What is on disk comes into the store first, as far as that takes it; then no event is stored until the work is done.
async function atRest<Answer>({ flusher, ingest }: OperationDeps, work: () => Promise<Answer>): Promise<Answer> {
  await settledWithin(flusher)
  return ingest.alone(work)
}

async function verify(deps: OperationDeps) {
  const { rollup, audit } = deps
  const differences = (await atRest(deps, rollup.verify)).map(
    ({ table, missing, extra }) => `${table}: ${missing} rows missing, ${extra} too many`,
  )
  const { firstBroken } = await audit.verify()
  if (firstBroken !== null) differences.push(`audit: the chain is broken at line ${firstBroken}`)
  return { same: differences.length === 0, differences }
}

const realData = `
SELECT (SELECT count() FROM events WHERE source != {demo:String}) +
  (SELECT count() FROM imports FINAL WHERE undone_at IS NULL AND source != {demo:String}) AS real,
  (SELECT count() FROM imports FINAL WHERE undone_at IS NULL AND source = {demo:String}) AS demo`

async function countData(store: Store): Promise<{ real: number; demo: number }> {
  const row = z.object({ real: z.int(), demo: z.int() })
  const [found] = await queryRows(store.writer, realData, { demo: demoSource }, row)
  return found ?? { real: 0, demo: 0 }
}

async function loadDemo({ store, rollup, ingest, personKeys }: OperationDeps) {
  const { real, demo } = await countData(store)
  if (real > 0) {
    const detail = 'The sample company is for an empty store; this one holds data of your own. Nothing was changed.'
    throw new Problem(409, 'not_empty', 'There is real data', detail)
  }
  if (demo > 0) {
    throw new Problem(
      409,
      'demo_loaded',
      'Already loaded',
      'The sample company is there already. Wipe it first to have it made anew.',
    )
  }
  const { program, datasets } = generateDemo({ today: new Date().toISOString().slice(0, 10) })
  const stored = await storeProgram({ store, personKeys, now: Date.now }, program, demoSource)
  rollup.changed({ kind: 'program', definitionChanged: stored.definitionChanged })
  const counts = { accepted: 0, rejected: 0 }
  for (const { dataset, file, csv } of datasets) {
    const report = await ingest.importDataset({
      dataset,
      file,
      source: demoSource,
      actor: demoSource,
      stream: bytesOf(csv),
    })
    counts.accepted += report.accepted
    counts.rejected += report.rejected
  }
  await rollup.settled()
  return { loaded: true, ...counts }
}

async function* bytesOf(csv: string | AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  if (typeof csv === 'string') yield Buffer.from(csv)
  else for await (const part of csv) yield Buffer.from(part)
}

// The program that held before the sample company's own; empty text is the default one.
const earlierProgram = `
SELECT text FROM program_versions FINAL
WHERE version < (SELECT min(version) FROM program_versions FINAL WHERE applied_by = {demo:String})
ORDER BY version DESC LIMIT 1`

const demoProgramHolds = `
SELECT applied_by FROM program_versions FINAL ORDER BY version DESC LIMIT 1`

async function wipeDemo({ store, rollup, ingest, personKeys }: OperationDeps) {
  const imports = await ingest.listImports()
  for (const { id, source, undone_at } of imports) {
    if (source === demoSource && undone_at === null) await ingest.undoImport(Number(id))
  }
  const [newest] = await queryRows(store.writer, demoProgramHolds)
  if (newest?.applied_by === demoSource) {
    const [earlier] = await queryRows(store.writer, earlierProgram, { demo: demoSource })
    const stored = await storeProgram({ store, personKeys, now: Date.now }, String(earlier?.text ?? ''), 'local')
    rollup.changed({ kind: 'program', definitionChanged: stored.definitionChanged })
  }
  await rollup.settled()
  await forgetPublished(store)
  return { wiped: true }
}
