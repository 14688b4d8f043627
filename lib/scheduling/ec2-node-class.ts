import type { Ec2NodeClassSpec } from '../../imports/karpenter.k8s.aws';
import type { Ec2NodeClass } from '../fleet/ec2-node-class';
import type { Manifest } from '../manifest/objects/manifest';
import type { Plain } from '../manifest/objects/plain';
import { nothingLeft } from '../model/nothing-left';

/** What EC2 makes the nodes of a pool of. */
export function emitEc2NodeClass(name: string, nodeClass: Ec2NodeClass): Manifest {
  const { role, instanceProfile, amiAlias, amis, amiFamily, ...rest } = nodeClass;
  const { subnetTags, subnetIds = [], securityGroupTags, securityGroupIds = [], ...fields } = rest;
  const { blockDeviceMappings, metadataOptions, kubelet, tags, userData, ...others } = fields;
  const { instanceStorePolicy, detailedMonitoring, associatePublicIPAddress, ...left } = others;
  nothingLeft(left);
  const spec: Plain<Ec2NodeClassSpec> = {
    ...(amiFamily === undefined ? {} : { amiFamily }),
    amiSelectorTerms: amis === undefined ? [{ alias: amiAlias }] : amis,
    ...(role === undefined ? { instanceProfile } : { role }),
    subnetSelectorTerms: termsOf(subnetTags, subnetIds),
    securityGroupSelectorTerms: termsOf(securityGroupTags, securityGroupIds),
    ...(blockDeviceMappings === undefined ? {} : { blockDeviceMappings }),
    ...(metadataOptions === undefined ? {} : { metadataOptions }),
    ...(kubelet === undefined ? {} : { kubelet: { ...kubelet } }),
    ...(tags === undefined ? {} : { tags }),
    ...(userData === undefined ? {} : { userData }),
    ...(instanceStorePolicy === undefined ? {} : { instanceStorePolicy }),
    ...(detailedMonitoring === undefined ? {} : { detailedMonitoring }),
    ...(associatePublicIPAddress === undefined ? {} : { associatePublicIPAddress }),
  };
  return { apiVersion: 'karpenter.k8s.aws/v1', kind: 'EC2NodeClass', metadata: { name }, spec };
}

type Terms = readonly { readonly id?: string; readonly tags?: Readonly<Record<string, string>> }[];

/** Terms are alternatives. */
function termsOf(tags: Readonly<Record<string, string>> | undefined, ids: readonly string[]): Terms {
  return [...(tags === undefined ? [] : [{ tags }]), ...ids.map((id) => ({ id }))];
}
