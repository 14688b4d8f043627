import { meshRecords } from '../../products/mesh-records';
import { enrolmentOfPod } from '../../reach/mesh/enrolment';
import { podCheck } from '../pod-check';

/** What is known of a cluster says which mesh its pods are in. */
export const requireMeshFacts = podCheck({
  id: 'require-mesh-facts',
  severity: 'info',
  profile: 'baseline',
  why: 'What a mesh needs of its pods, of network policies and of routes depends on the product, its mode and its version. Where nothing is known of it, the checks about meshes have nothing to go by, and what they would find shows in the cluster.',
  *problems({ template, metadata }, { manifests, cluster }) {
    if (cluster.mesh !== undefined) return;
    const enrolment = enrolmentOfPod(template, manifests);
    if (enrolment === undefined) return;
    const { product } = enrolment;
    yield {
      path: metadata.path,
      message: `the pods are in a mesh of ${meshRecords[product].name}, and nothing is known of it: no rule about meshes was judged`,
      fix: `say what runs in the cluster: mesh: ${product}({ version }) in the program, or mesh: { product: ${product}, version } in a file for --cluster-facts`,
      status: 'unproved',
    };
  },
});
