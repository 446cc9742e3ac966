import { Command, CommanderError } from 'commander'
import { applyCommand } from './apply.ts'
import { backupCommand } from './backup.ts'
import { biUserCommand } from './bi-user.ts'
import { CommandFailure, misuse } from './command-failure.ts'
import { deadCommand } from './dead.ts'
import { demoCommand } from './demo.ts'
import { eraseCommand } from './erase.ts'
import { flagsCommand } from './flags.ts'
import { importCommand } from './import.ts'
import { importsCommand } from './imports.ts'
import { keyCommand } from './key.ts'
import { linkCommand } from './link.ts'
import { measureCommand } from './measure.ts'
import { replayCommand } from './replay.ts'
import { reportCommand } from './report.ts'
import { restoreCommand } from './restore.ts'
import { startCommand } from './start.ts'
import { openTerminal, type Terminal } from './terminal.ts'
import { tokenCommand } from './token.ts'
import { verifyCommand } from './verify.ts'

/** Runs the command line of this process and answers its exit code. */
export async function main(argv: string[]): Promise<number> {
  // A reader that has seen enough, such as head, closes the pipe: that is no failure.
  process.stdout.on('error', () => process.exit(0))
  try {
    return await runCommand(argv, openTerminal())
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return misuse
  }
}

/** Runs one command line: 0, 1 when it failed, 2 when it was misused. */
export async function runCommand(argv: string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync(argv, { from: 'user' })
    return terminal.exitCode
  } catch (error) {
    return explain(error, terminal)
  }
}

/** The whole command line; nothing runs before it is parsed. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('takehold')
    .description(
      'Adoption analytics for CRM rollouts: who works in it, how complete its data is, department by department.',
    )
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
    })
    .showHelpAfterError('Add --help for what is possible.')
    .exitOverride()
  const commands = [
    startCommand,
    importCommand,
    importsCommand,
    applyCommand,
    demoCommand,
    measureCommand,
    reportCommand,
    linkCommand,
    tokenCommand,
    keyCommand,
    biUserCommand,
    deadCommand,
    flagsCommand,
    verifyCommand,
    replayCommand,
    eraseCommand,
    backupCommand,
    restoreCommand,
  ]
  for (const create of commands) program.addCommand(create(terminal))
  // Settings are inherited only by commands made through the parent, so they are handed down here.
  inherit(program)
  return program
}

function inherit(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent)
    inherit(command)
  }
}

function explain(error: unknown, { note, env }: Terminal): number {
  // Commander has printed its own explanation, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : misuse
  const isDebug = env.LOG_LEVEL === 'debug' || env.LOG_LEVEL === 'trace'
  const message = error instanceof Error ? error.message : String(error)
  note(isDebug && error instanceof Error && error.stack ? error.stack : message)
  return error instanceof CommandFailure ? error.exitCode : 1
}
