import type { CommandIo, ExitCode } from './command';
import { UsageError } from './command';
import { nearestName } from '../fleet/near-miss';
import { commands, type CommandEntry } from './commands/commands';
import { printable, printableLines } from '../manifest/objects/printable';
import { packageVersion } from './package-version';

/** Runs what the arguments say. Never throws: what went wrong is on standard error, and the exit code is 2. */
export async function runCommand(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const [first] = args;
  if (first === '--version') return say(io, `${packageVersion()}\n`);
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    io[first === undefined ? 'writeError' : 'write'](overview());
    return first === undefined ? 2 : 0;
  }
  const entry = commands.find(({ name }) => name.split(' ').every((word, index) => word === args[index]));
  if (entry === undefined) {
    const [only, ...others] = commands.filter(({ name }) => name.startsWith(`${first} `));
    if (only !== undefined && others.length === 0 && [undefined, '--help', '-h'].includes(args[1]))
      return runEntry(only, ['--help'], io);
    const asked = only === undefined ? first : args.slice(0, 2).join(' ');
    io.writeError(`cdk8s-blueprints: unknown command "${printable(asked)}"${meantOf(asked)}\n\n${overview()}`);
    return 2;
  }
  return runEntry(entry, args.slice(entry.name.split(' ').length), io);
}

async function runEntry({ name, load }: CommandEntry, args: readonly string[], io: CommandIo): Promise<ExitCode> {
  let usage = '';
  try {
    const command = await load();
    usage = command.usage;
    if (args.includes('--help') || args.includes('-h')) return say(io, command.usage);
    return await command.run(args, io);
  } catch (error) {
    const hint = isUsageError(error) ? `Try: cdk8s-blueprints ${name} --help\n` : '';
    io.writeError(`cdk8s-blueprints ${name}: ${indented(messageOf(error, usage))}\n${hint}`);
    return 2;
  }
}

/** Lines of an error that it did not indent itself stand further in than any that it did. */
function indented(message: string): string {
  const [first = '', ...others] = printableLines(message).split('\n');
  return [first, ...others.map((line) => (line.startsWith('  ') ? line : `        ${line}`.trimEnd()))].join('\n');
}

/** Node suggests to write an unknown option as a positional argument: the options that there are help more. */
function messageOf(error: unknown, usage: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const option = /Unknown option '(-[^']*)'/.exec(message)?.[1];
  if (option === undefined) return message;
  const known = [...usage.matchAll(/^ +(--[a-z-]+)/gm)].map(([, flag]) => flag);
  const options = [...known, '--help'].flatMap((flag) => flag ?? []).sort();
  const meant = nearestName(option, options);
  const hint = meant === undefined ? '' : `did you mean ${meant}? `;
  return `unknown option ${option}: ${hint}must be one of ${options.join(', ')}`;
}

/** What may have been meant by a command that there is not. */
function meantOf(command: string): string {
  const meant = nearestName(
    command,
    commands.map(({ name }) => name),
  );
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}

/** Also what `parseArgs` of Node throws for an unknown option. */
function isUsageError(error: unknown): boolean {
  if (error instanceof UsageError) return true;
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

function say(io: CommandIo, text: string): ExitCode {
  io.write(text);
  return 0;
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'Usage: cdk8s-blueprints COMMAND [ARGUMENTS]\n\n',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`),
    '\ncdk8s-blueprints COMMAND --help tells more. Exit codes: 0 clean, 1 errors found, 2 could not run.\n',
  ].join('');
}
