import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** Runs a tool of the checkout with our output; answers its exit code, 1 when it could not run. */
export function runTool(root, tool, args, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(join(root, 'node_modules', '.bin', tool), args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
    })
    child.on('error', (error) => {
      process.stdout.write(`${tool} could not run: ${error.message}. Run "npm ci" first.\n`)
      resolve(1)
    })
    child.on('close', (code) => resolve(code ?? 1))
  })
}
