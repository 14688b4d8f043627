// What the controller of Argo Rollouts says of trees, each with one Rollout or one AnalysisTemplate to judge.
//
// Usage: rollout-validation TREES VERDICTS, both files of JSON: a list of lists of objects, of which the first is
// judged and the others are what the cluster has besides; and what is wrong with each, in the same order.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/validation"
	"github.com/argoproj/argo-rollouts/utils/analysis"
	"github.com/argoproj/argo-rollouts/utils/ingress"
	istioutil "github.com/argoproj/argo-rollouts/utils/istio"
)

func main() {
	if err := judgeAll(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func judgeAll() error {
	raw, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	var trees [][]json.RawMessage
	if err := json.Unmarshal(raw, &trees); err != nil {
		return err
	}
	verdicts := make([][]string, len(trees))
	for i, tree := range trees {
		verdicts[i] = judge(tree)
	}
	out, err := json.Marshal(verdicts)
	if err != nil {
		return err
	}
	return os.WriteFile(os.Args[2], out, 0o600)
}

func judge(tree []json.RawMessage) (problems []string) {
	problems = []string{}
	defer func() {
		if cause := recover(); cause != nil {
			problems = append(problems, fmt.Sprint("panic: ", cause))
		}
	}()
	var kind struct{ Kind string }
	if err := json.Unmarshal(tree[0], &kind); err != nil {
		return append(problems, "decode: "+err.Error())
	}
	if kind.Kind == "Rollout" {
		return append(problems, judgeRollout(tree[0], tree[1:])...)
	}
	return append(problems, judgeTemplate(tree[0])...)
}

func judgeTemplate(raw json.RawMessage) []string {
	var template v1alpha1.AnalysisTemplate
	if err := json.Unmarshal(raw, &template); err != nil {
		return []string{"decode: " + err.Error()}
	}
	if _, err := analysis.FlattenTemplates([]*v1alpha1.AnalysisTemplate{&template}, nil); err != nil {
		return []string{err.Error()}
	}
	if len(template.Spec.Metrics) == 0 && len(template.Spec.Templates) > 0 {
		return nil
	}
	if err := analysis.ValidateMetrics(template.Spec.Metrics); err != nil {
		return []string{err.Error()}
	}
	return unresolved(template.Spec)
}

// Placeholders that nothing can fill in, as a run finds them.
func unresolved(spec v1alpha1.AnalysisTemplateSpec) (problems []string) {
	for i := range spec.Args {
		if spec.Args[i].Value != nil && spec.Args[i].ValueFrom != nil {
			problems = append(problems, fmt.Sprintf("arg %q has both value and valueFrom", spec.Args[i].Name))
		}
		given := "1"
		spec.Args[i].Value = &given
	}
	for _, metric := range spec.Metrics {
		if _, err := analysis.ResolveMetricArgs(metric, spec.Args); err != nil {
			problems = append(problems, err.Error())
		}
	}
	return problems
}

func judgeRollout(raw json.RawMessage, others []json.RawMessage) (problems []string) {
	var rollout v1alpha1.Rollout
	if err := json.Unmarshal(raw, &rollout); err != nil {
		return []string{"decode: " + err.Error()}
	}
	for _, problem := range validation.ValidateRollout(&rollout) {
		problems = append(problems, problem.Error())
	}
	configurations := []func(*v1alpha1.Rollout) error{
		validation.ValidateRolloutNginxIngressesConfig,
		validation.ValidateRolloutAlbIngressesConfig,
		validation.ValidateRolloutVirtualServicesConfig,
	}
	for _, judged := range configurations {
		if err := judged(&rollout); err != nil {
			problems = append(problems, err.Error())
		}
	}
	// The controller looks no further, and some of what comes next relies on it.
	if len(problems) > 0 {
		return problems
	}
	referenced, missing := referencesOf(&rollout, others)
	problems = append(problems, missing...)
	for _, problem := range validation.ValidateRolloutReferencedResources(&rollout, referenced) {
		problems = append(problems, problem.Error())
	}
	return problems
}

type cluster struct {
	services         map[string]*corev1.Service
	ingresses        map[string]*networkingv1.Ingress
	virtualServices  map[string]unstructured.Unstructured
	templates        map[string]*v1alpha1.AnalysisTemplate
	clusterTemplates map[string]*v1alpha1.ClusterAnalysisTemplate
}

func clusterOf(others []json.RawMessage) cluster {
	found := cluster{
		services:         map[string]*corev1.Service{},
		ingresses:        map[string]*networkingv1.Ingress{},
		virtualServices:  map[string]unstructured.Unstructured{},
		templates:        map[string]*v1alpha1.AnalysisTemplate{},
		clusterTemplates: map[string]*v1alpha1.ClusterAnalysisTemplate{},
	}
	for _, raw := range others {
		var object unstructured.Unstructured
		must(json.Unmarshal(raw, &object))
		switch object.GetKind() {
		case "Service":
			found.services[object.GetName()] = decoded[corev1.Service](raw)
		case "Ingress":
			found.ingresses[object.GetName()] = decoded[networkingv1.Ingress](raw)
		case "VirtualService":
			found.virtualServices[object.GetName()] = object
		case "AnalysisTemplate":
			found.templates[object.GetName()] = decoded[v1alpha1.AnalysisTemplate](raw)
		case "ClusterAnalysisTemplate":
			found.clusterTemplates[object.GetName()] = decoded[v1alpha1.ClusterAnalysisTemplate](raw)
		}
	}
	return found
}

func decoded[T any](raw json.RawMessage) *T {
	var value T
	must(json.Unmarshal(raw, &value))
	return &value
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// What a Rollout names, as the controller looks it up, and what is not there.
func referencesOf(rollout *v1alpha1.Rollout, others []json.RawMessage) (found validation.ReferencedResources, missing []string) {
	objects := clusterOf(others)
	service := func(name string, role validation.ServiceType) {
		if name == "" {
			return
		}
		if named, ok := objects.services[name]; ok {
			found.ServiceWithType = append(found.ServiceWithType, validation.ServiceWithType{Service: named, Type: role})
			return
		}
		missing = append(missing, fmt.Sprintf("service %q not found", name))
	}
	analyses := func(of *v1alpha1.RolloutAnalysis, role validation.AnalysisTemplateType, step int) {
		if of == nil {
			return
		}
		templates, clusterTemplates, absent := objects.templatesOf(of.Templates)
		missing = append(missing, absent...)
		if len(absent) > 0 {
			return
		}
		templates, clusterTemplates = analysis.FilterUniqueTemplates(templates, clusterTemplates)
		found.AnalysisTemplatesWithType = append(found.AnalysisTemplatesWithType, validation.AnalysisTemplatesWithType{
			AnalysisTemplates: templates, ClusterAnalysisTemplates: clusterTemplates,
			TemplateType: role, CanaryStepIndex: step, Args: of.Args,
		})
	}
	if blueGreen := rollout.Spec.Strategy.BlueGreen; blueGreen != nil {
		service(blueGreen.ActiveService, validation.ActiveService)
		service(blueGreen.PreviewService, validation.PreviewService)
		analyses(blueGreen.PrePromotionAnalysis, validation.PrePromotionAnalysis, 0)
		analyses(blueGreen.PostPromotionAnalysis, validation.PostPromotionAnalysis, 0)
		return found, missing
	}
	canary := rollout.Spec.Strategy.Canary
	service(canary.StableService, validation.StableService)
	service(canary.CanaryService, validation.CanaryService)
	if canary.PingPong != nil {
		service(canary.PingPong.PingService, validation.PingService)
		service(canary.PingPong.PongService, validation.PongService)
	}
	for index, step := range canary.Steps {
		analyses(step.Analysis, validation.InlineAnalysis, index)
	}
	if canary.Analysis != nil {
		analyses(&canary.Analysis.RolloutAnalysis, validation.BackgroundAnalysis, 0)
	}
	if canary.TrafficRouting == nil {
		return found, missing
	}
	for _, name := range ingressesOf(canary.TrafficRouting) {
		if named, ok := objects.ingresses[name]; ok {
			found.Ingresses = append(found.Ingresses, *ingress.NewIngress(named))
		} else {
			missing = append(missing, fmt.Sprintf("ingress %q not found", name))
		}
	}
	for _, reference := range virtualServicesOf(canary.TrafficRouting.Istio) {
		namespace, name := istioutil.GetVirtualServiceNamespaceName(reference)
		if namespace != "" && namespace != rollout.Namespace {
			continue
		}
		if named, ok := objects.virtualServices[name]; ok {
			found.VirtualServices = append(found.VirtualServices, named)
		} else {
			missing = append(missing, fmt.Sprintf("virtualservice %q not found", name))
		}
	}
	return found, missing
}

func (objects cluster) templatesOf(refs []v1alpha1.AnalysisTemplateRef) (
	templates []*v1alpha1.AnalysisTemplate, clusterTemplates []*v1alpha1.ClusterAnalysisTemplate, missing []string,
) {
	for _, ref := range refs {
		// Copies: the rules write stand-ins of values into what they judge.
		var nested []v1alpha1.AnalysisTemplateRef
		if ref.IsClusterScope() {
			template, ok := objects.clusterTemplates[ref.TemplateName]
			if !ok {
				missing = append(missing, fmt.Sprintf("ClusterAnalysisTemplate %q not found", ref.TemplateName))
				continue
			}
			clusterTemplates = append(clusterTemplates, template.DeepCopy())
			nested = template.Spec.Templates
		} else {
			template, ok := objects.templates[ref.TemplateName]
			if !ok {
				missing = append(missing, fmt.Sprintf("AnalysisTemplate %q not found", ref.TemplateName))
				continue
			}
			templates = append(templates, template.DeepCopy())
			nested = template.Spec.Templates
		}
		inner, innerCluster, absent := objects.templatesOf(nested)
		templates = append(templates, inner...)
		clusterTemplates = append(clusterTemplates, innerCluster...)
		missing = append(missing, absent...)
	}
	return templates, clusterTemplates, missing
}

func ingressesOf(routing *v1alpha1.RolloutTrafficRouting) []string {
	switch {
	case routing.ALB != nil && routing.ALB.Ingresses != nil:
		return routing.ALB.Ingresses
	case routing.ALB != nil:
		return []string{routing.ALB.Ingress}
	case routing.Nginx != nil && routing.Nginx.StableIngresses != nil:
		return routing.Nginx.StableIngresses
	case routing.Nginx != nil:
		return []string{routing.Nginx.StableIngress}
	}
	return nil
}

func virtualServicesOf(istio *v1alpha1.IstioTrafficRouting) (names []string) {
	if istio == nil {
		return nil
	}
	if istio.VirtualService != nil {
		return []string{istio.VirtualService.Name}
	}
	for _, each := range istio.VirtualServices {
		names = append(names, each.Name)
	}
	return names
}
