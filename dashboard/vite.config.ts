import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, minifySync, type Plugin } from 'vite'

/** Server that `npx vite dashboard` passes API calls to. */
const server = 'http://127.0.0.1:8080'

/**
 * Asset addresses are relative and every page is one path segment below the base, so the same build works
 * below any BASE_PATH without the server rewriting it; no script, style or font is inlined (the CSP forbids it).
 */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), onlyOurLanguages(), browserSnippet()],
  build: {
    outDir: '../dist/public',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    sourcemap: false,
    license: false,
  },
  server: { host: '127.0.0.1', proxy: { '/api': server, '/sign-in': server } },
})

/** react-aria brings its strings in 34 languages; the dashboard speaks two of them. */
function onlyOurLanguages(): Plugin {
  const foreign =
    /[\\/](?:react-aria|react-stately|react-aria-components)[\\/].*[\\/]intl[\\/].*[\\/]?([a-z]{2}-[A-Z]{2})\.mjs$/
  return {
    name: 'only-our-languages',
    enforce: 'pre',
    load(id) {
      const language = foreign.exec(id)?.[1]
      if (!language || language === 'en-US' || language === 'zh-CN') return null
      const exported = /export\s*\{\s*\S+ as default\s*\}/.test(readFileSync(id, 'utf8'))
      return exported ? 'const none = {}; export { none as default }' : 'export default {}'
    },
  }
}

/** The script for pages of the CRM, served beside the dashboard: small enough to be read whole, so no bundle. */
function browserSnippet(): Plugin {
  return {
    name: 'browser-snippet',
    apply: 'build',
    generateBundle() {
      const source = readFileSync(join(import.meta.dirname, '..', 'collector', 'snippet', 'takehold.js'), 'utf8')
      const { code, errors } = minifySync('takehold.js', `(() => {\n${source}\n})()`, { compress: true, mangle: true })
      if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'))
      this.emitFile({ type: 'asset', fileName: 'takehold.js', source: code })
    },
  }
}
