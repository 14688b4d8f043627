import { ApiObject } from 'cdk8s';
import { ClusterChart } from '../../lib';
import { plainObjects } from '../workload/plain-objects';
import { synthesize } from './synthesize';

// The objects of plain cdk8s, by the defaults of a user's program: checked, one file an object.
synthesize((scope, unit) => {
  const namespace = { name: unit.namespace, create: false, isolated: false };
  const chart = new ClusterChart(scope, unit.service, { namespace });
  for (const [index, manifest] of plainObjects(unit).entries()) new ApiObject(chart, String(index), manifest);
}, {});
