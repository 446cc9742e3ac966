import { type Document, isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { checkProgram } from '../../schema/program/check-program.ts'
import { type Program, programSchema } from '../../schema/program/program.ts'
import { Problem } from '../problem.ts'
import { formatPath } from './format-path.ts'

/** Something wrong or doubtful in a program file. */
export type ProgramIssue = { line: number; path: string; message: string }

/** A program that can be stored, with what is doubtful about it. */
export type ParsedProgram = { program: Program; warnings: ProgramIssue[] }

const textLengthMax = 2_000_000

/** Reads takehold.yaml (or the same as JSON); throws a Problem whose `issues` name line and path. */
export function parseProgram(text: string, file = 'takehold.yaml'): ParsedProgram {
  if (text.length > textLengthMax) throw invalid(file, [{ line: 1, path: '', message: 'is larger than 2 MB' }])
  const lines = new LineCounter()
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: lines, prettyErrors: false })
  // What follows a broken place is mostly broken by it, so only the first is said.
  const [broken] = document.errors
  if (broken) throw invalid(file, [{ line: lines.linePos(broken.pos[0]).line, path: '', message: broken.message }])
  const locate = (path: readonly PropertyKey[]) => lineOf(document, lines, path)
  const parsed = programSchema.safeParse(plainValue(document, file))
  if (!parsed.success)
    throw invalid(
      file,
      parsed.error.issues.flatMap((issue) => describe(issue, locate)),
    )
  const findings = checkProgram(parsed.data).map(({ path, message, severity }) => ({
    severity,
    issue: { line: locate(path), path: formatPath(path), message },
  }))
  const errors = findings.filter((finding) => finding.severity === 'error')
  if (errors.length > 0)
    throw invalid(
      file,
      errors.map((finding) => finding.issue),
    )
  return { program: parsed.data, warnings: findings.map((finding) => finding.issue) }
}

function plainValue(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS() ?? {}
  } catch (error) {
    // Aliases that expand without end are the one thing that fails here.
    throw invalid(file, [{ line: 1, path: '', message: error instanceof Error ? error.message : 'cannot be read' }])
  }
}

function invalid(file: string, issues: ProgramIssue[]): Problem {
  const sorted = issues.sort((a, b) => a.line - b.line)
  const detail = sorted.map(({ line, path, message }) => `${file}:${line}: ${path}${path && ' '}${message}`).join('\n')
  return new Problem(422, 'program_invalid', 'The program was not stored', detail, { file, issues: sorted })
}

function describe(issue: z.core.$ZodIssue, locate: (path: readonly PropertyKey[]) => number): ProgramIssue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key]
      return { line: locate(path), path: formatPath(path), message: 'is not a setting of the program' }
    })
  }
  const { path } = issue
  return [{ line: locate(path), path: formatPath(path), message: messageOf(issue) }]
}

const wordsFor = new Map([
  ['object', 'settings'],
  ['record', 'settings by name'],
  ['array', 'a list'],
  ['boolean', 'true or false'],
])

// What zod itself says is turned to the tone of the rest.
function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
    return `must be ${wordsFor.get(issue.expected) ?? issue.expected}`
  }
  if (issue.code === 'invalid_value' && issue.message.startsWith('Invalid')) {
    return `must be one of ${issue.values.join(', ')}`
  }
  return issue.message
}

// A place that is absent has the line of the nearest setting around it.
function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const offset = offsetOf(document, path.slice(0, length))
    if (offset !== undefined) return lines.linePos(offset).line
  }
  return 1
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  const last = path.at(-1)
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isPair(item) && isNode(item.key) && String(item.key) === last)
    if (pair && isNode(pair.key)) return pair.key.range?.[0]
  }
  const node = document.getIn(path, true)
  return isNode(node) ? node.range?.[0] : undefined
}
