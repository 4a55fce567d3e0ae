/** The command line: run, record and describe without a screen, or serve the screen to a browser. */
import { Command, CommanderError } from 'commander'
import { whatIsMissing } from '../../../native-bridge/recommended.ts'
import { version } from '../../../package.json'
import { scenarios } from '../../scenarios/catalogue.ts'
import { findScenario } from '../../supervisor/resolve-settings.ts'
import { MissingError, UsageError } from '../../supervisor/usage-error.ts'
import { serve } from '../browser/serve.ts'
import { type Ending, listenForEnd } from '../ending.mjs'
import { describeText, faultsText, listText } from './describe.ts'
import { exportCommand } from './export-command.ts'
import { type Output, say } from './output.ts'
import { type RunCommandOptions, runCommand } from './run-command.ts'

const OK = 0
const FAILED = 1
const WRONG_USAGE = 2
const CANNOT = 3

const infos = scenarios.map(({ info }) => info)
const everyFault = infos.flatMap(({ id, faults }) => faults.map((fault) => ({ scenario: id, ...fault })))
const collect = (value: string, values: string[]) => [...values, value]

/** Refuses what commander would pass over: of an option’s values, all but the last. */
function refuseTwice(command: Command) {
  for (const option of command.options) {
    if (!option.required || option.parseArg === collect) continue
    let isThere = false
    command.on(`option:${option.name()}`, () => {
      if (isThere) throw new UsageError(`${option.long} is there twice. Allowed is once.`)
      isThere = true
    })
  }
}

/** For what makes kernel objects: all else works on any machine. */
function checkMachine() {
  const missing = whatIsMissing()
  if (missing) throw new MissingError(missing)
}

function createProgram(output: Output, listen: () => Ending, exit: (status: number) => void): Command {
  function print(text: string) {
    output.write(`${text}\n`)
    return output.end()
  }
  const program = new Command('sharemem')
    .description('Two real processes hand shared memory to each other, call by call.')
    .version(version)
    .exitOverride()
    .showHelpAfterError()
    .configureOutput({ writeOut: output.write, writeErr: (text) => say(text.trimEnd()) })

  program
    .command('list')
    .description('list the scenarios')
    .option('--json', 'as JSON')
    .action(({ json }) => print(json ? JSON.stringify(infos, null, 2) : listText(infos)))

  program
    .command('describe <scenario>')
    .description('tell a scenario’s settings, with type, default and meaning')
    .option('--json', 'as JSON')
    .action((id, { json }) => {
      const { info } = findScenario(id)
      return print(json ? JSON.stringify(info, null, 2) : describeText(info))
    })

  program
    .command('faults')
    .description('list the faults that can be provoked in a run, and what each teaches')
    .option('--json', 'as JSON')
    .action(({ json }) => print(json ? JSON.stringify(everyFault, null, 2) : faultsText(infos)))

  program
    .command('run <scenario>')
    .description('run a scenario to its end')
    .option('--set <key=value>', 'choose a setting (again for another)', collect, [])
    .option('--preset <preset>', 'settings that show one thing (see ‘describe’); --set and --fault go before them')
    .option('--fault <fault>', 'let something go wrong (see ‘faults’)')
    .option(
      '--external <participant[=command line]>',
      'let a program of your own play a participant, on Windows (again for another); without a command line you start it',
      collect,
      [],
    )
    .option('--record <file>', 'write the trace to a file, as JSON lines')
    .option('--json', 'write the trace to standard output, as JSON lines')
    .action(async (id: string, options: RunCommandOptions) => {
      checkMachine()
      exit(await runCommand(id, options, output, listen))
    })

  program
    .command('export <recording>')
    .description('turn a recording into Chrome Trace Event JSON, which Perfetto opens')
    .option('--out <file>', 'where to write it; standard output without')
    .action(async (recording: string, { out }: { out?: string }) => {
      const missing = await exportCommand(recording, out, print)
      if (missing === null) return
      say(missing)
      exit(FAILED)
    })

  program
    .command('serve')
    .description('serve the screen to a browser on this machine')
    .option('--port <number>', 'the port, on 127.0.0.1 only', '0')
    .option('--open', 'open the browser')
    .option('--present', 'begin in presenter mode, for a projector')
    .option('--url-file <file>', 'write the address to a file too, where nothing can be printed')
    .action(async ({ port, open, present, urlFile }) => {
      checkMachine()
      exit(await serve({ port, open: Boolean(open), present: Boolean(present), urlFile, output }))
    })

  program.commands.forEach(refuseTwice)
  return program
}

function statusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? OK : WRONG_USAGE
  if (!(error instanceof Error)) throw error
  say(error.message)
  if (error instanceof UsageError) return WRONG_USAGE
  return error instanceof MissingError ? CANNOT : FAILED
}

/**
 * Does what `args` ask for, as they are typed behind `sharemem`. Resolves to the exit status, whatever goes wrong. A run
 * goes on listening for its end, unless what `listen` returns is stopped.
 */
export async function commandLine(
  args: readonly string[],
  output: Output,
  listen: () => Ending = listenForEnd,
): Promise<number> {
  let status = OK
  try {
    await createProgram(output, listen, (ended) => {
      status = ended
    }).parseAsync(args, { from: 'user' })
  } catch (error) {
    status = statusOf(error)
    await output.end()
  }
  return status === OK && !output.isWhole() ? FAILED : status
}
