import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../package-root.ts'

const folders = ['measures', 'views']
const ofOwnPeople = /^ *-- For own people:\n[\s\S]*?^ *-- For everyone again:\n/gm

// What the program says is known to whoever asks, so no statement looks it up.
const known = { '(SELECT floor FROM current_settings)': '{floor:UInt32}' }

/**
 * The text of a view as one statement, with the views it calls written out and without what only own people need. The engine
 * analyses a view once more for each call that leads to it, which takes longer than reading what is counted.
 */
export function flatStatement(view: string): string {
  return Object.entries(known).reduce(
    (text, [asked, given]) => text.replaceAll(asked, given),
    writeOut(view, new Map()),
  )
}

function writeOut(view: string, args: ReadonlyMap<string, string>): string {
  const text = readView(view)
    .replace(/^(--.*\n)*CREATE OR REPLACE VIEW \w+ AS\n/, '')
    .replace(ofOwnPeople, '')
    .replace(/\{(\w+):[\w()]+\}/g, (asked, name: string) => args.get(name) ?? asked)
  return writeOutCalls(text)
}

function writeOutCalls(text: string): string {
  // Arguments by name tell a view from a function.
  const found = /\b(FROM|JOIN)\s+(\w+)\((?=\s*\w+ = )/.exec(text)
  if (found === null) return text
  const [opening, word = '', view = ''] = found
  const from = found.index + opening.length
  const end = closingOf(text, from)
  const inner = `${word} (\n${writeOut(view, readArguments(text.slice(from, end)))})`
  return `${text.slice(0, found.index)}${inner}${writeOutCalls(text.slice(end + 1))}`
}

function closingOf(text: string, from: number): number {
  let open = 1
  for (let index = from; index < text.length; index++) {
    if (text[index] === '(') open += 1
    if (text[index] === ')') open -= 1
    if (open === 0) return index
  }
  throw new Error('A call of a view has no end.')
}

// Each argument stands as `name = value`, and no value holds a comma outside of brackets.
function readArguments(text: string): Map<string, string> {
  const pairs = text.split(/,(?![^([{]*[)\]}])/).map((part) => part.split('='))
  return new Map(pairs.map(([name = '', value = '']) => [name.trim(), value.trim()]))
}

function readView(view: string): string {
  const files = folders.map((folder) => join(packageRoot, 'schema', folder, `${view}.sql`))
  const file = files.find((each) => existsSync(each))
  if (file === undefined) throw new Error(`There is no view ${view} to write out.`)
  return readFileSync(file, 'utf8')
}
