import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

// The last line of a first start, and of a later one.
const greeted = /Stop with Ctrl-C|takehold link/
const { PATH = '', HOME = '' } = process.env
const environment = { PATH, HOME, LOG_LEVEL: 'error' }

/** Starts a Node script and waits until it has printed the pattern; answers the text and a function that ends it. */
export async function startProcess(args, ready) {
  const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let lastWords = ''
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    lastWords = `${lastWords}${chunk}`.slice(-2_000)
  })
  const ended = once(child, 'exit')
  let text = ''
  await new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
      if (ready.test(text)) resolve()
    })
    void ended.then(([code]) => reject(new Error(`${args.join(' ')} ended with ${code}: ${lastWords}`)))
  })
  return {
    text,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Starts the real server on a folder: its address, the write key if it is the first start, and the secret of this machine. */
export async function startTakehold(root, folder) {
  const program = join(root, 'collector', 'takehold.mjs')
  const { text, stop } = await startProcess([program, 'start', '--port', '0', '--data', folder], greeted)
  return {
    url: /http:\/\/\S+/.exec(text)[0],
    writeKey: /Write key for events: (\S+)/.exec(text)?.[1],
    token: (await readFile(join(folder, 'secrets', 'local-token'), 'utf8')).trim(),
    stop,
  }
}

/** Seconds from the start of the command on a folder that was used before to its greeting; it is ended again. */
export async function timeReady(root, folder) {
  const program = join(root, 'collector', 'takehold.mjs')
  const beganMs = performance.now()
  const { stop } = await startProcess([program, 'start', '--port', '0', '--data', folder], /takehold link/)
  const seconds = (performance.now() - beganMs) / 1000
  await stop()
  return seconds
}

/** Runs a command to its end and answers the seconds it took. */
export async function timeCommand(args) {
  const beganMs = performance.now()
  const child = spawn(process.execPath, args, { env: environment, stdio: 'ignore' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}.`)
  return (performance.now() - beganMs) / 1000
}
