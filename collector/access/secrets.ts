import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/** Secrets of the data folder; every file is readable by its owner only. */
export type Secrets = {
  /** Secret of the person keys: without it facts and people cannot be brought together again. */
  personKey: string
  /** Bearer of the commands on this machine. */
  localToken: string
  /** The first write key, kept in the open only until the first event arrives. */
  firstWriteKey(): string | undefined
  keepFirstWriteKey(key: string): void
  forgetFirstWriteKey(): void
}

/** Folder of the secrets below the data folder. */
export const secretsFolder = (dataDir: string): string => join(dataDir, 'secrets')

/** Opens the secrets, making at first start what is missing. */
export function openSecrets(dataDir: string): Secrets {
  const folder = secretsFolder(dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const writeKeyFile = join(folder, 'first-write-key')
  return {
    personKey: readOrMake(join(folder, 'person-key'), ''),
    localToken: readOrMake(join(folder, 'local-token'), 'local_'),
    firstWriteKey: () => (existsSync(writeKeyFile) ? readFileSync(writeKeyFile, 'utf8').trim() : undefined),
    keepFirstWriteKey: (key) => writeSecret(writeKeyFile, key),
    forgetFirstWriteKey: () => rmSync(writeKeyFile, { force: true }),
  }
}

function readOrMake(file: string, prefix: string): string {
  if (!existsSync(file)) writeSecret(file, prefix + randomBytes(32).toString('hex'))
  chmodSync(file, 0o600)
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length >= prefix.length + 64) return secret
  throw new Error(`${file} is damaged: it holds no secret. Restore it from a backup; nothing was changed.`)
}

// On disk before it is used: a person key that a power cut takes back would orphan every fact.
function writeSecret(file: string, secret: string): void {
  const handle = openSync(file, 'w', 0o600)
  writeSync(handle, `${secret}\n`)
  fsyncSync(handle)
  closeSync(handle)
}
