import { spawn } from 'node:child_process'
import { cpSync, symlinkSync } from 'node:fs'
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packageRoot } from '../../collector/package-root.ts'

let checkout: string

beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'takehold-build-'))
  for (const part of ['schema', 'collector', 'package.json', 'package-lock.json', 'tsconfig.base.json']) {
    cpSync(join(packageRoot, part), join(checkout, part), { recursive: true })
  }
  symlinkSync(join(packageRoot, 'node_modules'), join(checkout, 'node_modules'))
})

afterAll(() => rm(checkout, { recursive: true, force: true }))

function takehold(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(checkout, 'collector', 'takehold.mjs'), ...args], { cwd: tmpdir() })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    child.on('close', (code) => resolve({ code, out, err }))
  })
}

const built = /Built the collector in \d+\.\d s/g

test('of two first calls at once one builds, both run', async () => {
  const both = await Promise.all([takehold('--help'), takehold('verify', '--help')])
  const words = both.map(({ err }) => err).join('')
  expect(words.match(built)).toHaveLength(1)
  expect(both.map(({ code }) => code)).toEqual([0, 0])
  expect(both[0].out).toContain('takehold')
})

test('the next call builds nothing, a changed source is built again', async () => {
  expect((await takehold('--help')).err).toBe('')
  await appendFile(join(checkout, 'collector', 'cli', 'main.ts'), '\n// another line\n')
  expect((await takehold('--help')).err.match(built)).toHaveLength(1)
  expect((await takehold('--help')).err).toBe('')
})

test('a lock that a dead process left is taken over', async () => {
  await appendFile(join(checkout, 'collector', 'cli', 'main.ts'), '\n// one more\n')
  await writeFile(join(checkout, 'dist', '.build.lock'), JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }))
  const { code, err } = await takehold('--help')
  expect(err.match(built)).toHaveLength(1)
  expect(code).toBe(0)
})

test('a source that does not compile ends with 1 and the place; nothing old runs', async () => {
  await appendFile(join(checkout, 'collector', 'cli', 'main.ts'), '\nconst wrong: number = "text"\n')
  const { code, out, err } = await takehold('--help')
  expect(code).toBe(1)
  expect(err).toMatch(/Building the collector failed:[\s\S]*main\.ts/)
  expect(out).toBe('')
})
