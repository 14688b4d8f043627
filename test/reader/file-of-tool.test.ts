import { fileOfTool } from '../../lib/reader/file-of-tool';

const mac = 'ENC[AES256_GCM,data:YQ==,iv:eA==,tag:eQ==,type:str]';

test.each([
  ['kind', { apiVersion: 'kind.x-k8s.io/v1alpha4', kind: 'Cluster', nodes: [] }],
  ['kubelets', { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' }],
  ['kubeadm', { apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration' }],
  ['istioctl', { apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator', spec: {} }],
  ['the API server', { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [] }],
  ['kubectl', { apiVersion: 'v1', kind: 'Config', clusters: [] }],
])('a configuration of %s is no object that lost its name', (_, value) => {
  expect(fileOfTool(value, 'any.yaml')?.is).toBe('configures a program');
});

test.each([
  ['values', { db: { password: mac }, sops: { mac } }],
  ['a whole file', { data: mac, sops: { mac, version: '3.9.0' } }],
])('%s that SOPS encrypted are read once they are decrypted', (_, value) => {
  expect(fileOfTool(value, 'any.yaml')?.is).toBe('is encrypted by SOPS');
});

test.each([
  ['an object of a group of configurations that has a name', { apiVersion: 'eksctl.io/v1', kind: 'X', metadata: {} }],
  ['an object without a name', { apiVersion: 'v1', kind: 'ConfigMap', data: {} }],
  ['an encrypted object that lost its kind', { apiVersion: 'v1', metadata: { name: 'a' }, sops: { mac } }],
  ['a map that says nothing of itself', { a: 1 }],
])('%s is no file of a tool', (_, value) => {
  expect(fileOfTool(value, 'any.yaml')).toBeUndefined();
});
