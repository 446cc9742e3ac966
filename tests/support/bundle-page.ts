import { join } from 'node:path'
import { build } from 'vite'
import { packageRoot } from '../../collector/package-root.ts'

/** A page's program with the libraries it imports, as one classic script. */
export async function bundlePage(name: string): Promise<string> {
  const entry = join(packageRoot, 'tests', 'browser', 'pages', `${name}.ts`)
  const made = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, lib: { entry, formats: ['iife'], name: 'page' } },
  })
  const [first] = Array.isArray(made) ? made : [made]
  if (!first || !('output' in first)) throw new Error(`${name}: nothing was built.`)
  return first.output[0].code
}
