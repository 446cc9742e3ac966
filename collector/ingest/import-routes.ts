import { Hono } from 'hono'
import { z } from 'zod'
import { datasetName, datasets } from '../../schema/datasets/dataset.ts'
import { parseDate } from '../../schema/datasets/date-cell.ts'
import { Problem } from '../problem.ts'
import type { ImportOptions } from './import-dataset.ts'
import { parseMapping } from './mapping.ts'
import type { Ingest } from './open-ingest.ts'
import { refusalOf } from './refusal-of.ts'

export type ImportRouteDeps = {
  ingest: Pick<Ingest, 'importDataset' | 'undoImport' | 'listImports'>
  /** Token id, session id or `local` of whoever asks. */
  actorOf: (request: Request) => string
}

const flag = z
  .enum(['true', 'false', '1', '0', ''], 'must be true or false')
  .transform((text) => text === 'true' || text === '1')

const importQuery = z.object({
  source: z.string().min(1).max(200).optional(),
  file: z.string().max(500).default('-'),
  format: z.enum(['csv', 'ndjson', 'parquet'], 'must be csv, ndjson or parquet').optional(),
  as_of: z
    .string()
    .refine((text) => parseDate(text) === text, 'must be a date YYYY-MM-DD')
    .optional(),
  dry_run: flag.default(false),
  map: z.string().optional(),
})

/** Import, list and undo; who may call them is decided around these routes. */
export function createImportRoutes({ ingest, actorOf }: ImportRouteDeps): Hono {
  const app = new Hono()
  app.post('/api/import/:dataset', async (context) => {
    const { raw } = context.req
    const options = optionsOf(context.req.param('dataset'), context.req.query())
    if (!raw.body) throw new Problem(400, 'no_body', 'Nothing was sent', 'The body must be the file.')
    return context.json(await ingest.importDataset({ ...options, actor: actorOf(raw), stream: raw.body }))
  })
  app.get('/api/imports', async (context) => context.json({ rows: await ingest.listImports() }))
  app.delete('/api/imports/:id', async (context) => {
    const id = context.req.param('id')
    if (!/^\d{1,15}$/.test(id)) {
      throw new Problem(404, 'unknown_import', 'No such import', `There is no import ${id.slice(0, 40)}.`)
    }
    return context.json(await ingest.undoImport(Number(id)))
  })
  return app
}

function optionsOf(name: string, given: Record<string, string>): Omit<ImportOptions, 'actor' | 'stream'> {
  const dataset = datasetName.safeParse(name)
  if (!dataset.success) {
    const detail = `There is no dataset ${name.slice(0, 40)}. Name one of ${datasets.join(', ')}.`
    throw new Problem(404, 'unknown_dataset', 'No such dataset', detail)
  }
  const query = importQuery.safeParse(given)
  if (!query.success)
    throw new Problem(400, 'bad_query', 'The question cannot be read', `${refusalOf(query.error).reason}.`)
  const { source = dataset.data, file, format, as_of: asOf, dry_run: dryRun, map } = query.data
  if (asOf !== undefined && dataset.data !== 'roster') {
    throw new Problem(400, 'bad_query', 'The question cannot be read', 'as_of: is for a roster only.')
  }
  // Only the name of the file: folders on the sender's machine are nobody's business.
  return { dataset: dataset.data, source, file: baseName(file), format, asOf, dryRun, mapping: parseMapping(map) }
}

function baseName(file: string): string {
  return file.split(/[\\/]/).at(-1) || '-'
}
