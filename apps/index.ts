import { synthFleets } from '../lib';
import { acmeOperator } from './acme-operator/fleet';
import { managedClusters } from './clusters/fleet';
import { consulPayments } from './consul-payments/fleet';
import { dataPlatform } from './data-platform/fleet';
import { mixed } from './mixed/fleet';
import { onlineBoutique } from './online-boutique/fleet';
import { quickstart } from './quickstart/fleet';

/** The reference apps: each is a platform repository in small, and renders to a folder of its own. */
for (const { outdir, clusters } of synthFleets([
  acmeOperator,
  managedClusters,
  consulPayments,
  dataPlatform,
  mixed,
  onlineBoutique,
  quickstart,
])) {
  console.log(`${outdir}: ${clusters.join(', ')}`);
}
