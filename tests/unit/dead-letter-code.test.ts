import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packageRoot } from '../../collector/package-root.ts'
import { codeOfFault, readDeadLetterCode, rowFaults, valueFaults } from '../../schema/datasets/dead-letter-code.ts'

it('a code is taken apart into what it was put together of', () => {
  for (const fault of valueFaults) {
    for (const column of ['occurred_at', 'event', 'field.close_date', 'is_missing']) {
      expect(readDeadLetterCode(codeOfFault(column, fault))).toEqual({ column, fault })
    }
    expect(readDeadLetterCode(codeOfFault(undefined, fault))).toEqual({ column: null, fault })
  }
  for (const fault of rowFaults) expect(readDeadLetterCode(fault)).toEqual({ column: null, fault })
})

it('what this version does not know is said to be something else', () => {
  expect(readDeadLetterCode('eaten_by_the_dog')).toEqual({ column: null, fault: 'other' })
  expect(codeOfFault('event', 'eaten_by_the_dog')).toBe('event_invalid')
})

it('every fault of the list can happen: the sources name it', () => {
  const folders = ['collector/ingest', 'collector/ingest/flush', 'schema/datasets']
  const text = folders
    .map((folder) => join(packageRoot, folder))
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('dead-letter-code.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  for (const fault of [...valueFaults, ...rowFaults]) {
    // What zod itself finds wrong has no word of ours.
    if (fault !== 'invalid') expect(text, fault).toContain(`'${fault}'`)
  }
})
