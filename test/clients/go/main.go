// Lists nodes with client-go.
package main

import (
	"context"
	"fmt"
	"os"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

func main() {
	rules := clientcmd.NewDefaultClientConfigLoadingRules()
	config, err := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, nil).ClientConfig()
	exitOn(err)
	client, err := kubernetes.NewForConfig(config)
	exitOn(err)
	nodes, err := client.CoreV1().Nodes().List(context.Background(), metav1.ListOptions{})
	exitOn(err)
	for _, node := range nodes.Items {
		fmt.Println(node.Name)
	}
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
