import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A folder with files of an organisation in the contract's formats. */
export type RealData = {
  name: string
  folder: string
  /** Files by dataset, in the order they are imported. */
  files: { dataset: string; path: string }[]
  /** Its takehold.yaml; undefined when it has none. */
  program: string | undefined
}

const datasets = ['roster', 'leave', 'holidays', 'accounts', 'training', 'events', 'records']

/** Every organisation in the folder that TAKEHOLD_ACCEPTANCE_DATA names, the one with the largest files first. */
export function findRealData(): RealData[] {
  const root = process.env.TAKEHOLD_ACCEPTANCE_DATA
  if (!root) throw new Error('The acceptance tests need TAKEHOLD_ACCEPTANCE_DATA, a folder with real data.')
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'roster.csv')))
    .map(({ name }) => {
      const folder = join(root, name)
      const files = datasets.flatMap((dataset) => {
        const path = [`${dataset}.csv`, `${dataset}.csv.gz`].map((file) => join(folder, file)).find(existsSync)
        return path === undefined ? [] : [{ dataset, path }]
      })
      const program = join(folder, 'takehold.yaml')
      return { name, folder, files, program: existsSync(program) ? program : undefined }
    })
    .sort((a, b) => bytesOf(b) - bytesOf(a))
}

// Text becomes some ten times smaller by gzip.
function bytesOf({ files }: RealData): number {
  return files.reduce((sum, { path }) => sum + statSync(path).size * (path.endsWith('.gz') ? 10 : 1), 0)
}
