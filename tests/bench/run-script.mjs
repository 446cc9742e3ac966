import { spawn } from 'node:child_process'

/** Runs a Node script to its end and answers what it printed. */
export function runScript(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => (code === 0 ? resolve(printed) : reject(new Error(`${args[0]} ended with ${code}`))))
  })
}
