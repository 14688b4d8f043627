import { runCommand } from '../../lib/cli/run-command';

// The plan from one tree to another. It must find changes, and nothing dangerous.
const [base = '', next = ''] = process.argv.slice(2);
void runCommand(['plan', next, '--base', base, '--output', 'json'], {
  write: () => undefined,
  writeError: (text) => process.stderr.write(text),
  readInput: () => Promise.resolve(Buffer.of()),
  color: false,
  today: '2027-01-15',
}).then((code) => {
  if (code !== 1) throw new Error(`exit code ${code}`);
});
