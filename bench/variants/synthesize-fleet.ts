import { everything } from '../../lib/fleet/selection';
import { serviceFleet } from '../workload/service-fleet';

// A fleet of so many clusters with so many services each, by the defaults of a user's program: checked, a file an object.
const [clusters = '60', services = '150', outdir = '', revision = '0', checked = 'checked'] = process.argv.slice(2);
if (outdir === '')
  throw new Error('usage: node synthesize-fleet.js <clusters> <services> <outdir> <revision> [unchecked]');
const checks = checked === 'unchecked' ? ({ checks: false } as const) : {};
serviceFleet(Number(clusters), Number(services), revision, { outdir, ...checks }).synth(everything);
