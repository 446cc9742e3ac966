import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { envSchema } from '../env.ts'
import { type Api, createApi } from './api.ts'
import { CommandFailure, misuse } from './command-failure.ts'
import { openHere } from './open-here.ts'
import { readServerNote } from './server-note.ts'
import type { Terminal } from './terminal.ts'

/** The flags of every command that talks to a server. */
export type ConnectionOptions = { url?: string; token?: string; data: string }

const usualUrl = 'http://127.0.0.1:8080'
const answerMsMax = 3_000

/** Adds the flags that say which server, or which data folder, a command works on. */
export function withConnection(command: Command, { env }: Terminal): Command {
  const { TAKEHOLD_URL, TAKEHOLD_TOKEN, TAKEHOLD_DATA } = envSchema.shape
  return command
    .addOption(new Option('--url <address>', `${TAKEHOLD_URL.description}`))
    .addOption(new Option('--token <token>', `${TAKEHOLD_TOKEN.description}`))
    .addOption(new Option('--data <folder>', `${TAKEHOLD_DATA.description}`).default(env.TAKEHOLD_DATA))
}

/** Runs the work against the server that was named, the one that runs, or the data folder itself when none does. */
export async function connected<Result>(
  terminal: Terminal,
  options: ConnectionOptions,
  work: (api: Api) => Promise<Result>,
): Promise<Result> {
  const found = await findServer(terminal, options)
  if (found) return work(found)
  const here = await openHere(terminal, resolve(options.data))
  try {
    return await work(createApi(here.url, await localToken(here.dataDir)))
  } finally {
    await here.stop()
  }
}

async function findServer({ env }: Terminal, options: ConnectionOptions): Promise<Api | undefined> {
  const token = options.token ?? env.TAKEHOLD_TOKEN
  const url = (options.url ?? env.TAKEHOLD_URL)?.replace(/\/+$/, '')
  const dataDir = resolve(options.data)
  if (url !== undefined) {
    if (!URL.canParse(url))
      throw new CommandFailure(`"${url}" is not an address like ${usualUrl}.`, { exitCode: misuse })
    return createApi(url, token ?? (isThisMachine(url) ? await localToken(dataDir) : undefined))
  }
  const note = readServerNote(dataDir)
  if (note && (await answers(note.url))) return createApi(note.url, token ?? (await localToken(dataDir)))
  const usual = await answers(usualUrl)
  if (usual && token !== undefined) return createApi(usualUrl, token)
  if (usual && !existsSync(dataDir)) {
    // Opening a new, empty folder beside a running server is never what was meant.
    throw new CommandFailure(
      `Takehold runs at ${usualUrl}, but ${dataDir} is not its data folder. Nothing was sent. ` +
        'Name its folder with --data, or send a token with --token.',
    )
  }
  return undefined
}

/** The secret that authorises whoever may read the data folder; it is sent to this machine only. */
async function localToken(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(join(dataDir, 'secrets', 'local-token'), 'utf8')).trim()
  } catch {
    return undefined // No folder, or not ours to read: the server will ask for a token.
  }
}

function isThisMachine(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(answerMsMax) })).ok
  } catch {
    return false // Nothing listens there.
  }
}
