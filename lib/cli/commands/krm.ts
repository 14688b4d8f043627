import { parseArgs } from 'node:util';
import { runKrmFunction } from '../../operators/runtime/krm-function';
import { defaultReadLimits } from '../../reader/read-limits';
import { UsageError, type Command, type CommandIo, type ExitCode } from '../command';
import { loadComposers } from '../load-composers';

export const krm: Command = {
  usage: `Usage: cdk8s-blueprints krm MODULE

Runs the compositions of a program as a function of kustomize or kpt: reads a ResourceList from standard input, and
writes it with the objects that those of known kinds stand for. What checks find is among its results.
MODULE is a file of JavaScript that exports each Composition.

Exit codes: 0 done, 1 an object was refused, 2 could not run.
`,
  run,
};

async function run(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('one module is expected');
  const composers = await loadComposers(file);
  const input = await io.readInput(defaultReadLimits.fileBytes);
  if (input.length > defaultReadLimits.fileBytes) throw new UsageError('standard input is too long');
  const result = runKrmFunction(Buffer.from(input).toString('utf8'), composers);
  if (typeof result === 'string') throw new UsageError(result);
  io.write(result.output);
  return result.failed ? 1 : 0;
}
