import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { createProgram, runCommand } from '../../collector/cli/main.ts'
import { fakeTerminal } from '../support/fake-terminal.ts'

function everyCommand(command: Command, path = ''): { path: string; command: Command }[] {
  return command.commands.flatMap((child) => {
    const childPath = `${path} ${child.name()}`.trim()
    return [{ path: childPath, command: child }, ...everyCommand(child, childPath)]
  })
}

const commands = everyCommand(createProgram(fakeTerminal()))

test('the commands are those of the contract', () => {
  const names = commands.map(({ path }) => path).sort()
  expect(names).toEqual([
    'apply',
    'backup',
    'bi-user',
    'bi-user create',
    'bi-user list',
    'bi-user revoke',
    'bi-user sql',
    'dead',
    'dead discard',
    'dead list',
    'dead replay',
    'dead show',
    'demo',
    'erase',
    'flags',
    'flags dismiss',
    'flags list',
    'flags restore',
    'import',
    'imports',
    'key',
    'key create',
    'key list',
    'key revoke',
    'link',
    'measure',
    'replay',
    'report',
    'restore',
    'start',
    'token',
    'token create',
    'token list',
    'token revoke',
    'verify',
  ])
})

test.each(commands.map(({ path }) => path))('%s explains itself with an example and ends with 0', async (path) => {
  const terminal = fakeTerminal()
  expect(await runCommand([...path.split(' '), '--help'], terminal)).toBe(0)
  expect(terminal.out.join('\n')).toMatch(/Examples?:\n {2}(zcat|takehold) /)
})

describe('misuse ends with 2 and says what was wrong', () => {
  test.each([
    [['bogus'], /unknown command 'bogus'/],
    [['start', '--port', 'abc'], /0 to 65535/],
    [['start', '--port', '70000'], /0 to 65535/],
    [['start', '--bogus'], /unknown option '--bogus'/],
    [['import'], /Say what to import/],
    [['import', 'roster'], /Say what to import/],
    [['import', 'planets', 'x.csv'], /Allowed choices are roster, leave/],
    [['import', 'events', '/nowhere/x.csv'], /cannot be read\. Nothing was imported/],
    [['import', 'events', '/'], /is a folder/],
    [['import', 'events', 'x.csv', '--as-of', '2026-03-01'], /for the roster only/],
    [['import', 'roster', 'x.csv', '--as-of', '01.03.2026'], /date like 2026-03-01/],
    [['import', 'roster', 'x.csv', '--map', '/nowhere.yaml'], /nowhere\.yaml cannot be read/],
    [['apply'], /missing required argument 'file'/],
    [['apply', '/nowhere.yaml'], /cannot be read/],
    [['token', 'create'], /required option '--role <role>'/],
    [['token', 'create', '--role', 'king'], /Allowed choices are admin/],
    [['token', 'create', '--role', 'lead', '--ttl', 'soon'], /90d, 12h or 30m/],
    [['key', 'create'], /required option '--source <name>'/],
    [['report', 'wave-1', '--out', 'x.doc'], /must end in \.json/],
    [['measure', 'adoption', '--format', 'pdf'], /Allowed choices are json, csv/],
    [['erase'], /missing required argument 'person_id'/],
    [['erase', 'p-1'], /Nothing was erased\. Run it again with --yes/],
    [['replay', '--from', 'noon'], /number of a record/],
    [['verify', '--url', 'not an address'], /is not an address/],
  ] satisfies [string[], RegExp][])('%j', async (argv, words) => {
    const terminal = fakeTerminal()
    expect(await runCommand(argv, terminal)).toBe(2)
    expect(terminal.err.join('\n')).toMatch(words)
    expect(terminal.out).toEqual([])
  })
})

test('a token in the environment is never shown by help', async () => {
  const terminal = fakeTerminal({ TAKEHOLD_TOKEN: 'tk_secret' })
  await runCommand(['verify', '--help'], terminal)
  expect(terminal.out.join('\n')).not.toContain('tk_secret')
})

test('a server that cannot be reached ends with 1, what to do, and no stack', async () => {
  const terminal = fakeTerminal()
  expect(await runCommand(['verify', '--url', 'http://127.0.0.1:1'], terminal)).toBe(1)
  expect(terminal.err.join('\n')).toMatch(/127\.0\.0\.1:1 cannot be reached .*takehold start/s)
  expect(terminal.err.join('\n')).not.toMatch(/\n\s+at /)
})
