// The admission plugin's own evaluator of the Pod Security Standards, as a filter:
// a pod with a level and a version on each line of standard input, what it says against the pod on each line of output.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type question struct {
	Level   string
	Version string
	Pod     corev1.Pod
}

func main() {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		panic(err)
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	answers := json.NewEncoder(os.Stdout)
	answers.SetEscapeHTML(false)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		version, err := api.ParseVersion(asked.Version)
		if err != nil {
			panic(err)
		}
		fillInHostPorts(&asked.Pod.Spec)
		fillInVolumes(&asked.Pod.Spec)
		levelVersion := api.LevelVersion{Level: api.Level(asked.Level), Version: version}
		messages := []string{}
		for _, result := range evaluator.EvaluatePod(levelVersion, &asked.Pod.ObjectMeta, &asked.Pod.Spec) {
			if !result.Allowed {
				messages = append(messages, result.ForbiddenReason+" ("+result.ForbiddenDetail+")")
			}
		}
		if err := answers.Encode(messages); err != nil {
			panic(err)
		}
	}
}

// One of two defaults that the API server sets before admission and that change a verdict.
func fillInHostPorts(spec *corev1.PodSpec) {
	if !spec.HostNetwork {
		return
	}
	for _, containers := range [][]corev1.Container{spec.Containers, spec.InitContainers} {
		for i := range containers {
			for j := range containers[i].Ports {
				if port := &containers[i].Ports[j]; port.HostPort == 0 {
					port.HostPort = port.ContainerPort
				}
			}
		}
	}
}

// The other: a volume without a source is an emptyDir.
func fillInVolumes(spec *corev1.PodSpec) {
	for i := range spec.Volumes {
		if spec.Volumes[i].VolumeSource == (corev1.VolumeSource{}) {
			spec.Volumes[i].EmptyDir = &corev1.EmptyDirVolumeSource{}
		}
	}
}
