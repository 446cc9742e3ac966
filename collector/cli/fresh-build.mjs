import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { holdBuildLock } from './build-lock.mjs'
import { hashSources } from './source-hash.mjs'

const settings = ['package-lock.json', 'tsconfig.base.json']

/** What can be built: from which sources, by which tool, and the files that show it is there. */
const targets = {
  collector: {
    sources: ['schema', 'collector', ...settings],
    tool: ['tsc', '-b', 'collector'],
    made: ['dist/collector/cli/main.js', 'dist/collector.tsbuildinfo'],
  },
  dashboard: {
    sources: ['schema', 'dashboard', 'collector/snippet', ...settings],
    tool: ['vite', 'build', 'dashboard', '--logLevel', 'error'],
    made: ['dist/public/index.html', 'dist/public/takehold.js'],
  },
}

/** Builds each named target whose result is missing or older than its sources; two processes at once build once. */
export async function freshBuild(root, names, say) {
  const stale = () => names.filter((name) => !isFresh(root, name))
  if (stale().length === 0) return
  mkdirSync(join(root, 'dist'), { recursive: true })
  const release = await holdBuildLock(join(root, 'dist', '.build.lock'), say)
  try {
    for (const name of stale()) await build(root, name, say)
  } finally {
    release()
  }
}

async function build(root, name, say) {
  const { sources, tool, made } = targets[name]
  // A folder without its entry page is a part that this checkout does not have.
  if (name === 'dashboard' && !existsSync(join(root, 'dashboard', 'index.html'))) return
  const program = join(root, 'node_modules', '.bin', tool[0])
  if (!existsSync(program)) {
    if (made.every((file) => existsSync(join(root, file)))) return
    throw new Error(`The ${name} is not built and ${tool[0]} is not installed. Run "npm ci" in ${root} first.`)
  }
  const startedAt = Date.now()
  // Hashed before: a source that changes meanwhile makes the result stale, never fresh by mistake.
  const hash = hashSources(root, sources)
  const { code, output } = await run(program, tool.slice(1), root)
  if (code !== 0)
    throw new Error(`Building the ${name} failed:\n${output.trim()}\nMend that, then run the command again.`)
  writeFileSync(stampFile(root, name), JSON.stringify({ hash, made: madeAt(root, made) }))
  say(`Built the ${name} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
}

function isFresh(root, name) {
  const { sources, made } = targets[name]
  try {
    const stamp = JSON.parse(readFileSync(stampFile(root, name), 'utf8'))
    // The time tells a result that another tool wrote from other sources.
    return stamp.made === madeAt(root, made) && stamp.hash === hashSources(root, sources)
  } catch {
    return false // No stamp, a torn one, or no result.
  }
}

function madeAt(root, made) {
  return made.map((file) => statSync(join(root, file)).mtimeMs).join(' ')
}

function stampFile(root, name) {
  return join(root, 'dist', `.built-${name}.json`)
}

function run(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}
