package main

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"istio.io/istio/pilot/pkg/features"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pkg/test"
)

// A tree whose workloads run, one pod each, with istiod beside them.
type mesh struct {
	t        *testing.T
	server   *xds.FakeDiscoveryServer
	pods     map[string]pod
	services map[string]string // address by namespace/name
	waypoint *model.Proxy
}

type pod struct {
	name, namespace, account, address string
	labels                            map[string]string
	ports                             map[string]int
}

func newMesh(t *testing.T, tree asked) *mesh {
	if tree.Ambient {
		test.SetForTest(t, &features.EnableAmbient, true)
		test.SetForTest(t, &features.EnableAmbientWaypoints, true)
	}
	m := &mesh{t: t, pods: map[string]pod{}, services: map[string]string{}}
	var objects, configs []string
	var services []map[string]any
	for _, object := range tree.Objects {
		api, kind := fmt.Sprint(object["apiVersion"]), fmt.Sprint(object["kind"])
		switch {
		case strings.Contains(api, "istio.io/"):
			configs = append(configs, text(object))
		case kind == "Service":
			m.addService(object)
			services = append(services, object)
			objects = append(objects, text(object))
		case kind == "Gateway":
			service, entry := m.addWaypoint(object)
			objects = append(objects, text(object), service)
			configs = append(configs, entry)
		case kind == "Namespace" || strings.HasPrefix(api, "gateway.networking"):
			fillInMatches(object)
			objects = append(objects, text(object))
		case kind == "Deployment" || kind == "StatefulSet" || kind == "DaemonSet":
			objects = append(objects, m.addPod(object))
		}
	}
	for _, service := range services {
		objects = append(objects, m.endpointsOf(service))
	}
	m.server = xds.NewFakeDiscoveryServer(t, xds.FakeOptions{
		KubernetesObjectString: strings.Join(objects, "\n---\n"),
		ConfigString:           strings.Join(configs, "\n---\n"),
	})
	return m
}

// What the controllers of Kubernetes would make: an address for each Service, a pod for each workload, endpoints.

func (m *mesh) addService(object map[string]any) {
	spec := mapAt(object, "spec")
	if spec["clusterIP"] == nil {
		address := fmt.Sprintf("10.10.%d.%d", len(m.services)/250, len(m.services)%250+1)
		spec["clusterIP"] = address
		spec["clusterIPs"] = []any{address}
	}
	m.services[nameOf(object)] = fmt.Sprint(spec["clusterIP"])
}

func (m *mesh) addPod(object map[string]any) string {
	template := mapAt(object, "spec", "template")
	spec := mapAt(template, "spec")
	made := pod{
		name:      fmt.Sprint(mapAt(object, "metadata")["name"]),
		namespace: fmt.Sprint(mapAt(object, "metadata")["namespace"]),
		account:   "default",
		address:   fmt.Sprintf("10.20.%d.%d", len(m.pods)/250, len(m.pods)%250+1),
		labels:    map[string]string{},
		ports:     map[string]int{},
	}
	if account, ok := spec["serviceAccountName"].(string); ok {
		made.account = account
	}
	for key, value := range mapAt(template, "metadata", "labels") {
		made.labels[key] = fmt.Sprint(value)
	}
	for _, container := range listAt(spec, "containers") {
		for _, port := range listAt(container, "ports") {
			made.ports[fmt.Sprint(port["name"])] = numberOf(port["containerPort"])
		}
	}
	m.pods[made.namespace+"/"+made.name] = made
	return text(map[string]any{
		"apiVersion": "v1",
		"kind":       "Pod",
		"metadata": map[string]any{
			"name": made.name, "namespace": made.namespace, "labels": made.labels,
			"annotations": map[string]any{"ambient.istio.io/redirection": "enabled"},
		},
		"spec": map[string]any{
			"serviceAccountName": made.account, "nodeName": "node",
			"containers": []any{map[string]any{"name": "server", "image": "image"}},
		},
		"status": map[string]any{
			"phase": "Running", "podIP": made.address, "podIPs": []any{map[string]any{"ip": made.address}},
			"conditions": []any{map[string]any{"type": "Ready", "status": "True"}},
		},
	})
}

func (m *mesh) endpointsOf(service map[string]any) string {
	namespace, name, _ := strings.Cut(nameOf(service), "/")
	var endpoints []any
	selected := m.selectedBy(namespace, mapAt(service, "spec", "selector"))
	for _, pod := range selected {
		endpoints = append(endpoints, map[string]any{
			"addresses":  []any{pod.address},
			"conditions": map[string]any{"ready": true},
			"targetRef":  map[string]any{"kind": "Pod", "name": pod.name, "namespace": pod.namespace},
		})
	}
	var ports []any
	for _, port := range listAt(mapAt(service, "spec"), "ports") {
		target := numberOf(port["targetPort"])
		if named, ok := port["targetPort"].(string); ok {
			for _, pod := range selected {
				target = pod.ports[named]
			}
		}
		if target == 0 {
			target = numberOf(port["port"])
		}
		ports = append(ports, map[string]any{"name": port["name"], "port": target, "protocol": "TCP"})
	}
	return text(map[string]any{
		"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4",
		"metadata": map[string]any{
			"name": name + "-slice", "namespace": namespace, "labels": map[string]any{"kubernetes.io/service-name": name},
		},
		"endpoints": endpoints, "ports": ports,
	})
}

func (m *mesh) selectedBy(namespace string, selector map[string]any) []pod {
	var selected []pod
	for _, key := range sortedKeys(m.pods) {
		pod := m.pods[key]
		matches := len(selector) > 0 && pod.namespace == namespace
		for label, value := range selector {
			matches = matches && pod.labels[label] == fmt.Sprint(value)
		}
		if matches {
			selected = append(selected, pod)
		}
	}
	return selected
}

// What Istio's own controller makes of a waypoint's Gateway: a Service, an address, and pods behind it.
func (m *mesh) addWaypoint(object map[string]any) (service, entry string) {
	namespace, name, _ := strings.Cut(nameOf(object), "/")
	host := name + "." + namespace + ".svc.cluster.local"
	object["status"] = map[string]any{"addresses": []any{map[string]any{"type": "Hostname", "value": host}}}
	ofGateway := map[string]string{"gateway.networking.k8s.io/gateway-name": name}
	m.waypoint = &model.Proxy{
		Type: model.Waypoint, ID: name + "." + namespace, ConfigNamespace: namespace, IPAddresses: []string{"10.40.0.2"},
		Labels: map[string]string{
			"gateway.networking.k8s.io/gateway-name":       name,
			"gateway.networking.k8s.io/gateway-class-name": "istio-waypoint",
		},
		Metadata: &model.NodeMetadata{
			Namespace: namespace, ServiceAccount: name, ClusterID: "Kubernetes", IstioVersion: "1.31.0", Labels: ofGateway,
		},
	}
	service = text(map[string]any{
		"apiVersion": "v1", "kind": "Service",
		"metadata": map[string]any{"name": name, "namespace": namespace, "labels": map[string]any{
			"gateway.networking.k8s.io/gateway-name": name, "istio.io/gateway-name": name,
			"gateway.istio.io/managed": "istio.io-mesh-controller",
		}},
		"spec": map[string]any{
			"clusterIP": "10.40.0.1", "clusterIPs": []any{"10.40.0.1"}, "selector": ofGateway,
			"ports": []any{map[string]any{"name": "mesh", "port": 15008, "appProtocol": "hbone"}},
		},
	})
	entry = text(map[string]any{
		"apiVersion": "networking.istio.io/v1", "kind": "WorkloadEntry",
		"metadata": map[string]any{"name": name + "-pod", "namespace": namespace},
		"spec":     map[string]any{"address": "10.40.0.2", "labels": ofGateway},
	})
	return service, entry
}

// The API server fills in what a definition has as default; the client of the simulation does not.
func fillInMatches(object map[string]any) {
	if object["kind"] != "HTTPRoute" {
		return
	}
	for _, rule := range listAt(mapAt(object, "spec"), "rules") {
		if rule["matches"] == nil {
			rule["matches"] = []any{map[string]any{}}
		}
		for _, match := range listAt(rule, "matches") {
			if match["path"] == nil {
				match["path"] = map[string]any{"type": "PathPrefix", "value": "/"}
			}
		}
	}
}

func (m *mesh) proxyOf(key string) (*model.Proxy, pod) {
	pod, known := m.pods[key]
	if !known {
		panic("no workload " + key)
	}
	return m.server.SetupProxy(&model.Proxy{
		ID: pod.name + "." + pod.namespace, ConfigNamespace: pod.namespace, Labels: pod.labels,
		IPAddresses: []string{pod.address},
		Metadata: &model.NodeMetadata{
			Namespace: pod.namespace, Labels: pod.labels, ServiceAccount: pod.account,
			ClusterID: "Kubernetes", IstioVersion: "1.31.0",
		},
	}), pod
}

func mapAt(object map[string]any, path ...string) map[string]any {
	for _, step := range path {
		object, _ = object[step].(map[string]any)
	}
	return object
}

func listAt(object map[string]any, name string) []map[string]any {
	items, _ := object[name].([]any)
	var maps []map[string]any
	for _, item := range items {
		if found, ok := item.(map[string]any); ok {
			maps = append(maps, found)
		}
	}
	return maps
}

func nameOf(object map[string]any) string {
	metadata := mapAt(object, "metadata")
	return fmt.Sprint(metadata["namespace"]) + "/" + fmt.Sprint(metadata["name"])
}

func numberOf(value any) int {
	number, _ := value.(float64)
	return int(number)
}

func sortedKeys[V any](values map[string]V) []string {
	keys := make([]string, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func text(object map[string]any) string {
	out, err := yaml.Marshal(object)
	if err != nil {
		panic(err)
	}
	return strings.TrimSpace(string(out))
}
