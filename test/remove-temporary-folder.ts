import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';

/** After the last test: nothing is left behind. */
export default function removeTemporaryFolder(): void {
  const folder = tmpdir();
  if (basename(folder).startsWith('cdk8s-blueprints-tests-')) rmSync(folder, { recursive: true, force: true });
}
