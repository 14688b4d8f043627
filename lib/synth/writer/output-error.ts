import type { Finding } from '../../manifest/objects/finding';
import { SynthError } from '../../fleet/synth-error';
import { errorCode } from './error-code';

/** Runs file operations. What the operating system refuses becomes an error that says what to do. */
export function onDisk<T>(outdir: string, outcome: string | undefined, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    const path = typeof error === 'object' && error !== null && 'path' in error ? String(error.path) : outdir;
    const reason = error instanceof Error ? error.message : code;
    throw outputError(path, `Forbidden: ${reason}`, fixes[code] ?? otherFix, outcome);
  }
}

/** An error about a file or folder of the output, in the format of every finding. */
export function outputError(path: string, message: string, fix: string, outcome?: string): SynthError {
  const finding: Finding = {
    id: 'require-writable-output',
    severity: 'error',
    status: 'violated',
    object: { apiVersion: '', kind: 'File', name: path },
    path: '',
    message,
    fix,
    origin: path,
  };
  return new SynthError([finding], outcome);
}

const otherFix = 'mend what the operating system says, and synthesize again';
const permissionFix = 'let the user who runs the synth write there, and synthesize again';
const spaceFix = 'free some space, and synthesize again';
const wayFix = 'move or remove what stands there, and synthesize again';
const nameFix = 'give the output folder a shorter path, and synthesize again';

const fixes: Readonly<Partial<Record<string, string>>> = {
  EACCES: permissionFix,
  EPERM: permissionFix,
  EROFS: permissionFix,
  ENOSPC: spaceFix,
  EDQUOT: spaceFix,
  ENAMETOOLONG: nameFix,
  EEXIST: wayFix,
  EISDIR: wayFix,
  ELOOP: wayFix,
  ENOTDIR: wayFix,
  ENOTEMPTY: wayFix,
};
