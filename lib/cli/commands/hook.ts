import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { printableLines } from '../../manifest/objects/printable';
import { serveHooks } from '../../operators/runtime/hook-server';
import { UsageError, type Command, type CommandIo, type ExitCode } from '../command';
import { loadComposers } from '../load-composers';

export const hook: Command = {
  usage: `Usage: cdk8s-blueprints hook MODULE [OPTIONS]

Serves the compositions of a program to metacontroller, until SIGTERM: POST /sync answers with the objects that a parent
stands for, /finalize while one is deleted; /healthz and /readyz are for probes. A parent that checks refuse gets no
answer, so that its objects stay as they are.
MODULE is a file of JavaScript that exports each Composition.

  --port PORT  the port to listen on; 8080 when left out
  --host HOST  the address to listen on; 0.0.0.0 when left out

Exit codes: 0 it was told to end, 2 could not run.
`,
  run,
};

async function run(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { port: { type: 'string', default: '8080' }, host: { type: 'string', default: '0.0.0.0' } },
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('one module is expected');
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65535)
    throw new UsageError(`--port ${values.port}: must be a number up to 65535`);
  const composers = await loadComposers(file);
  const tell = (text: string): void => io.writeError(`${printableLines(text)}\n`);
  const server = await serveHooks({ composers, port, host: values.host, tell });
  const kinds = composers.map(({ apiVersions, kind }) => `${kind} of ${apiVersions.join(' and ')}`).join(', ');
  io.writeError(`serves ${kinds} on port ${server.port}\n`);
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await server.close();
  return 0;
}
