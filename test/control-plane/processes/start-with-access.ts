import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerAccess } from '../../../lib/schema/pull/server-access';
import { kubeconfigOf } from '../client/kubeconfig-of';
import { SupervisedProcess } from './supervised-process';

/** Starts a program that speaks to the server as an administrator. */
export function startWithAccess(
  name: string,
  file: string,
  access: ServerAccess,
  flags: readonly string[],
): SupervisedProcess {
  const process = new SupervisedProcess(name);
  const kubeconfig = join(process.folder, 'kubeconfig');
  writeFileSync(kubeconfig, kubeconfigOf('loopback', access), { mode: 0o600 });
  process.start([file, `--kubeconfig=${kubeconfig}`, ...flags]);
  return process;
}
