module listnodes

go 1.25.0

require k8s.io/client-go v0.34.1
