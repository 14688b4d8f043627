import { ApiObject } from 'cdk8s';
import { ClusterChart } from '../../lib';
import { plainObjects } from '../workload/plain-objects';
import { synthesize } from './synthesize';

// As many files as plain cdk8s writes, of the same objects, checked as by default.
synthesize(
  (scope, unit) => {
    const namespace = { name: unit.namespace, create: false, isolated: false };
    const chart = new ClusterChart(scope, unit.service, { namespace });
    for (const [index, manifest] of plainObjects(unit).entries()) new ApiObject(chart, String(index), manifest);
  },
  { layout: 'file-per-chart' },
);
