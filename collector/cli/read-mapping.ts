import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { z } from 'zod'
import { mapping } from '../../schema/datasets/mapping.ts'
import { CommandFailure, misuse } from './command-failure.ts'

/** Reads the file of `--map` (YAML or JSON) and answers it as the API takes it. */
export async function readMapping(file: string): Promise<string> {
  const parsed = mapping.safeParse(parseYaml(file, await readText(file)))
  if (parsed.success) return JSON.stringify(parsed.data)
  throw refused(file, z.prettifyError(parsed.error))
}

function parseYaml(file: string, text: string): unknown {
  try {
    return parse(text)
  } catch (cause) {
    throw refused(file, cause instanceof Error ? cause.message : String(cause))
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new CommandFailure(`${file} cannot be read. Nothing was imported.`, { exitCode: misuse, cause })
  }
}

function refused(file: string, reason: string): CommandFailure {
  return new CommandFailure(`${file} is no mapping. Nothing was imported.\n${reason}`, { exitCode: misuse })
}
