import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import { settingOf } from './node-settings';

/** Settings that the operator writes itself. */
const reserved = [
  'cluster.initial_master_nodes',
  'cluster.name',
  'discovery.seed_hosts',
  'discovery.seed_providers',
  'network.host',
  'network.publish_host',
  'node.name',
  'path.data',
  'path.logs',
  'xpack.security.authc.reserved_realm.enabled',
  'xpack.security.enabled',
  'xpack.security.http.ssl.certificate',
  'xpack.security.http.ssl.enabled',
  'xpack.security.http.ssl.key',
  'xpack.security.transport.ssl.enabled',
  'xpack.security.transport.ssl.verification_mode',
];

/** A set of nodes leaves to the operator what is the operator's. */
export const noReservedElasticsearchSetting: Check = {
  id: 'no-reserved-elasticsearch-setting',
  severity: 'warning',
  profile: 'baseline',
  why: 'The operator finds nodes, names them and secures them by these settings. With another value the cluster may not form.',
  kinds: ['elasticsearch.k8s.elastic.co/Elasticsearch'],
  run: function* ({ manifest }) {
    for (const nodeSet of Field.root(manifest).at('spec', 'nodeSets').items()) {
      for (const name of reserved) {
        const setting = settingOf(nodeSet.at('config'), name);
        if (setting !== undefined) yield forbidden(setting, `${name} is the operator's`, 'leave it out');
      }
    }
  },
};
