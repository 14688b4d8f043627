import { parseArgs } from 'node:util';
import { printable } from '../../manifest/objects/printable';
import { formatJsonText } from '../../report/escape/json';
import { UsageError, type Command, type CommandIo, type ExitCode } from '../command';
import { compareTrees, type TreeDeviation } from '../plan/compare-trees';
import { withFreshSynth } from '../plan/fresh-synth';

const formats = ['text', 'json'] as const;

export const verify: Command = {
  usage: `Usage: cdk8s-blueprints verify [DIR] [OPTIONS]

Says whether a tree is what the program makes: runs the app of cdk8s.yaml into a temporary folder and compares. Files
that were edited by hand, that are outdated, missing, orphaned, or written by no synth are named.
DIR is the tree; that of cdk8s.yaml, or dist, when left out.

  --app COMMAND    the app; that of cdk8s.yaml when left out
  --output FORMAT  ${formats.join(', ')}; text when left out

Exit codes: 0 the tree is what the program makes, 1 it is not, 2 could not run.
`,
  run,
};

function run(args: readonly string[], io: CommandIo): ExitCode {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { app: { type: 'string' }, output: { type: 'string', default: 'text' } },
  });
  const [path, ...more] = positionals;
  if (more.length > 0) throw new UsageError('at most one folder is expected');
  const format = formats.find((name) => name === values.output);
  if (format === undefined) throw new UsageError(`--output ${values.output}: must be one of ${formats.join(', ')}`);
  const deviations = withFreshSynth(values.app, ({ folder, output }) => compareTrees(path ?? output, folder));
  io.write(format === 'json' ? formatJsonText({ deviations }) : textOf(deviations));
  return deviations.length === 0 ? 0 : 1;
}

const fixes: Readonly<Record<TreeDeviation['kind'], string>> = {
  edited: 'edited by hand: say it in the program, or synthesize again to undo it',
  outdated: 'the program makes something else now: synthesize again',
  missing: 'the program makes it, and it is not there: synthesize again',
  orphan: 'the program no longer makes it: synthesize again, which removes it',
  unread: 'no plain file, or one that may not be read: remove it, and synthesize again',
  foreign: 'no synth has written it: move it, or let the program make it',
};

function textOf(deviations: readonly TreeDeviation[]): string {
  if (deviations.length === 0) return 'the tree is what the program makes\n';
  const lines = deviations.map(({ kind, file, origin }) => {
    const from = origin === undefined ? '' : `\n  from: ${printable(origin)}`;
    return `${kind.padEnd(8)}  ${printable(file)}\n  ${fixes[kind]}${from}\n`;
  });
  const count = deviations.length;
  return `${lines.join('')}${count} ${count === 1 ? 'file is' : 'files are'} not what the program makes\n`;
}
