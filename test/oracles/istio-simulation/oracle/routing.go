package main

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"

	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	matcher "github.com/envoyproxy/go-control-plane/envoy/type/matcher/v3"

	"istio.io/istio/pilot/pkg/simulation"
	"istio.io/istio/pilot/test/xdstest"
)

// A request that a workload sends to a Service.
type call struct {
	Client  string
	Service string
	Port    int
	Path    string
	Headers map[string]string
}

type routed struct {
	// Hosts that it goes to, with the share of each in per cent.
	Shares              map[string]int `json:"shares"`
	TimeoutMilliseconds int64          `json:"timeoutMilliseconds"`
	Retries             *retries       `json:"retries,omitempty"`
	// Why it goes nowhere.
	Why string `json:"why,omitempty"`
}

type retries struct {
	Attempts                  int    `json:"attempts"`
	On                        string `json:"on"`
	PerTryTimeoutMilliseconds int64  `json:"perTryTimeoutMilliseconds"`
}

// routes says what becomes of a request: by the client's sidecar, or in ambient mode by the waypoint.
func (m *mesh) routes(asked call) routed {
	headers := http.Header{}
	for name, value := range asked.Headers {
		headers.Set(name, value)
	}
	namespace, name, _ := strings.Cut(asked.Service, "/")
	host := fmt.Sprintf("%s.%s.svc.cluster.local", name, namespace)
	if m.waypoint != nil {
		return m.throughWaypoint(host, asked, headers)
	}
	proxy, _ := m.proxyOf(asked.Client)
	sim := simulation.NewSimulation(m.t, m.server, proxy)
	result := sim.Run(simulation.Call{
		Address: m.services[asked.Service], Port: asked.Port, Path: asked.Path, Headers: headers,
		Protocol: simulation.HTTP2, HostHeader: fmt.Sprintf("%s:%d", host, asked.Port), CallMode: simulation.CallModeOutbound,
	})
	if result.Error != nil {
		return routed{Why: result.Error.Error()}
	}
	if result.RouteConfigMatched == "" {
		return routed{Shares: map[string]int{hostOf(result.ClusterMatched): 100}}
	}
	for _, virtualHost := range xdstest.ExtractRouteConfigurations(sim.Routes)[result.RouteConfigMatched].VirtualHosts {
		if virtualHost.Name == result.VirtualHostMatched {
			return firstMatch(virtualHost, asked.Path, headers)
		}
	}
	return routed{Why: "no virtual host " + result.VirtualHostMatched}
}

func (m *mesh) throughWaypoint(host string, asked call, headers http.Header) routed {
	wanted := fmt.Sprintf("inbound-vip|%d|http|%s", asked.Port, host)
	for _, listener := range m.server.Listeners(m.server.SetupProxy(m.waypoint)) {
		for _, chain := range listener.FilterChains {
			manager := xdstest.ExtractHTTPConnectionManager(m.t, chain)
			if manager == nil || !strings.HasPrefix(chain.Name, wanted) {
				continue
			}
			for _, virtualHost := range manager.GetRouteConfig().GetVirtualHosts() {
				return firstMatch(virtualHost, asked.Path, headers)
			}
		}
	}
	return routed{Why: "the waypoint has no chain for " + wanted}
}

// firstMatch evaluates what the simulation of Istio leaves out: headers, weights, timeouts and retries.
func firstMatch(virtualHost *route.VirtualHost, path string, headers http.Header) routed {
	for _, candidate := range virtualHost.Routes {
		if !matches(candidate.Match, path, headers) {
			continue
		}
		if response := candidate.GetDirectResponse(); response != nil {
			return routed{Why: fmt.Sprintf("direct response %d", response.Status)}
		}
		action := candidate.GetRoute()
		found := routed{Shares: map[string]int{}, TimeoutMilliseconds: action.GetTimeout().AsDuration().Milliseconds()}
		if weighted := action.GetWeightedClusters(); weighted != nil {
			for _, cluster := range weighted.Clusters {
				found.Shares[hostOf(cluster.Name)] += int(cluster.Weight.GetValue())
			}
		} else {
			found.Shares[hostOf(action.GetCluster())] = 100
		}
		if policy := action.GetRetryPolicy(); policy != nil {
			found.Retries = &retries{
				Attempts: int(policy.GetNumRetries().GetValue()), On: policy.GetRetryOn(),
				PerTryTimeoutMilliseconds: policy.GetPerTryTimeout().AsDuration().Milliseconds(),
			}
		}
		return found
	}
	return routed{Why: "no route matches"}
}

func matches(match *route.RouteMatch, path string, headers http.Header) bool {
	return matchesPath(match, path) && every(match.Headers, func(wanted *route.HeaderMatcher) bool {
		value := headers.Get(wanted.Name)
		holds := value != ""
		if wanted.GetStringMatch() != nil {
			holds = holds && matchesText(wanted.GetStringMatch(), value)
		}
		return holds != wanted.InvertMatch
	})
}

func matchesPath(match *route.RouteMatch, path string) bool {
	switch specifier := match.GetPathSpecifier().(type) {
	case *route.RouteMatch_Prefix:
		return strings.HasPrefix(path, specifier.Prefix)
	case *route.RouteMatch_Path:
		return path == specifier.Path
	case *route.RouteMatch_PathSeparatedPrefix:
		prefix := specifier.PathSeparatedPrefix
		return path == prefix || strings.HasPrefix(path, prefix+"/")
	case *route.RouteMatch_SafeRegex:
		return matchesPattern(specifier.SafeRegex.Regex, path)
	}
	panic(fmt.Sprintf("a match of paths of type %T", match.GetPathSpecifier()))
}

func matchesText(match *matcher.StringMatcher, value string) bool {
	switch pattern := match.GetMatchPattern().(type) {
	case *matcher.StringMatcher_Exact:
		return value == pattern.Exact
	case *matcher.StringMatcher_Prefix:
		return strings.HasPrefix(value, pattern.Prefix)
	case *matcher.StringMatcher_Suffix:
		return strings.HasSuffix(value, pattern.Suffix)
	case *matcher.StringMatcher_SafeRegex:
		return matchesPattern(pattern.SafeRegex.Regex, value)
	}
	panic(fmt.Sprintf("a match of texts of type %T", match.GetMatchPattern()))
}

func matchesPattern(pattern, value string) bool {
	return regexp.MustCompile("^(?:" + pattern + ")$").MatchString(value)
}

// hostOf reads `outbound|3550||productcatalogservice.boutique.svc.cluster.local`.
func hostOf(cluster string) string {
	parts := strings.Split(cluster, "|")
	return parts[len(parts)-1]
}
