import type { Finding } from '../checks/finding';
import { fileObject } from './read-manifests';

/** What is said of a file or folder that cannot be read. */
export function unreadFile(
  file: string,
  message: string,
  fix: string,
  { severity = 'error', status = 'violated' }: Partial<Pick<Finding, 'severity' | 'status'>> = {},
): Finding {
  return { id: 'valid-yaml', severity, status, object: fileObject(file), path: '', message, fix, origin: file };
}

/** The same where the operating system refuses. Every other error is thrown again. */
export function refusedFile(file: string, error: unknown): Finding {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('syscall' in error)) throw error;
  const { code } = error;
  const [message, fix] =
    code === 'ELOOP'
      ? ['Invalid value: the link leads back to itself', 'mend or remove the link']
      : [`Forbidden: the operating system refuses to read it (${String(code)})`, 'let the user who checks read it'];
  return unreadFile(file, message, fix);
}
