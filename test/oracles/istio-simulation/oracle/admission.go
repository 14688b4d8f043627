package main

import (
	"fmt"
	"strings"

	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	rbac "github.com/envoyproxy/go-control-plane/envoy/config/rbac/v3"
	httprbac "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/rbac/v3"
	tcprbac "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/rbac/v3"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/simulation"
	"istio.io/istio/pilot/test/xdstest"
)

// A request that arrives at a port of a workload's pod.
type admission struct {
	Server   string
	Port     int
	Protocol string // http or tcp
	// SPIFFE identity of the client; empty for plain text.
	Identity string
	Method   string
	Path     string
}

type verdict struct {
	Allowed bool   `json:"allowed"`
	Why     string `json:"why"`
}

// admits says whether the sidecar of the server lets the request through.
func (m *mesh) admits(asked admission) verdict {
	proxy, pod := m.proxyOf(asked.Server)
	sim := simulation.NewSimulation(m.t, m.server, proxy)
	result := sim.Run(simulation.Call{
		Address: pod.address, Port: asked.Port, Path: asked.Path, HostHeader: "any",
		Protocol: protocolOf(asked), TLS: tlsOf(asked), CallMode: simulation.CallModeInbound,
	})
	if result.Error != nil {
		return verdict{Why: result.Error.Error()}
	}
	inbound := xdstest.ExtractListener(model.VirtualInboundListenerName, sim.Listeners)
	for _, chain := range append(append([]*listener.FilterChain{}, inbound.FilterChains...), inbound.DefaultFilterChain) {
		port := chain.GetFilterChainMatch().GetDestinationPort()
		if chain.GetName() == result.FilterChainMatched && (port == nil || int(port.GetValue()) == asked.Port) {
			return m.throughFilters(chain, asked)
		}
	}
	return verdict{Why: "no filter chain " + result.FilterChainMatched}
}

// throughFilters evaluates what the simulation of Istio leaves out: the RBAC filters of a chain.
func (m *mesh) throughFilters(chain *listener.FilterChain, asked admission) verdict {
	for _, filter := range chain.Filters {
		if filter.Name != "envoy.filters.network.rbac" {
			continue
		}
		config := xdstest.UnmarshalAny[tcprbac.RBAC](m.t, filter.GetTypedConfig())
		if result := judge(config.Rules, asked); !result.Allowed {
			return result
		}
	}
	manager := xdstest.ExtractHTTPConnectionManager(m.t, chain)
	if manager == nil {
		return verdict{Allowed: true, Why: chain.GetName()}
	}
	for _, filter := range manager.HttpFilters {
		if !strings.HasPrefix(filter.Name, "envoy.filters.http.rbac") {
			continue
		}
		config := xdstest.UnmarshalAny[httprbac.RBAC](m.t, filter.GetTypedConfig())
		if result := judge(config.Rules, asked); !result.Allowed {
			return result
		}
	}
	return verdict{Allowed: true, Why: chain.GetName()}
}

func protocolOf(asked admission) simulation.Protocol {
	if asked.Protocol == "http" {
		return simulation.HTTP2
	}
	return simulation.TCP
}

func tlsOf(asked admission) simulation.TLSMode {
	if asked.Identity == "" {
		return simulation.Plaintext
	}
	return simulation.MTLS
}

func judge(rules *rbac.RBAC, asked admission) verdict {
	if rules == nil {
		return verdict{Allowed: true}
	}
	for _, name := range sortedKeys(rules.Policies) {
		policy := rules.Policies[name]
		if some(policy.Permissions, asked.fulfils) && some(policy.Principals, asked.isFrom) {
			return verdict{Allowed: rules.Action == rbac.RBAC_ALLOW, Why: name}
		}
	}
	return verdict{Allowed: rules.Action != rbac.RBAC_ALLOW, Why: "no policy matches"}
}

func (asked admission) fulfils(permission *rbac.Permission) bool {
	switch rule := permission.GetRule().(type) {
	case *rbac.Permission_Any:
		return rule.Any
	case *rbac.Permission_AndRules:
		return every(rule.AndRules.Rules, asked.fulfils)
	case *rbac.Permission_OrRules:
		return some(rule.OrRules.Rules, asked.fulfils)
	case *rbac.Permission_NotRule:
		return !asked.fulfils(rule.NotRule)
	case *rbac.Permission_DestinationPort:
		return int(rule.DestinationPort) == asked.Port
	case *rbac.Permission_UrlPath:
		return matchesText(rule.UrlPath.GetPath(), asked.Path)
	case *rbac.Permission_Header:
		value := map[string]string{":method": asked.Method, ":path": asked.Path}[rule.Header.Name]
		// A header that must only be there: present_match.
		if rule.Header.GetStringMatch() == nil {
			return (value != "") == rule.Header.GetPresentMatch()
		}
		return value != "" && matchesText(rule.Header.GetStringMatch(), value)
	}
	panic(fmt.Sprintf("a permission of type %T", permission.GetRule()))
}

func (asked admission) isFrom(principal *rbac.Principal) bool {
	switch rule := principal.GetIdentifier().(type) {
	case *rbac.Principal_Any:
		return rule.Any
	case *rbac.Principal_AndIds:
		return every(rule.AndIds.Ids, asked.isFrom)
	case *rbac.Principal_OrIds:
		return some(rule.OrIds.Ids, asked.isFrom)
	case *rbac.Principal_NotId:
		return !asked.isFrom(rule.NotId)
	case *rbac.Principal_Authenticated_:
		name := rule.Authenticated.PrincipalName
		return asked.Identity != "" && (name == nil || matchesText(name, asked.Identity))
	case *rbac.Principal_FilterState:
		return asked.Identity != "" && matchesText(rule.FilterState.GetStringMatch(), asked.Identity)
	}
	panic(fmt.Sprintf("a principal of type %T", principal.GetIdentifier()))
}

func some[T any](items []T, holds func(T) bool) bool {
	for _, item := range items {
		if holds(item) {
			return true
		}
	}
	return false
}

func every[T any](items []T, holds func(T) bool) bool {
	return !some(items, func(item T) bool { return !holds(item) })
}
